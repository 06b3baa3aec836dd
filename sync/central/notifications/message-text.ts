import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { ProfileLanguage } from '../../../agent/domain/customer/profile.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import en from '../../../resources/notifications/en.json' with { type: 'json' };
import kk from '../../../resources/notifications/kk.json' with { type: 'json' };
import ru from '../../../resources/notifications/ru.json' with { type: 'json' };
import type { NotificationFacts, NotificationKind } from './notification.ts';

const templates: Readonly<Record<ProfileLanguage, Readonly<Record<NotificationKind, string>>>> = { ru, kk, en };

type Words = Readonly<Record<string, string>>;

/** The text of a message, in the customer's language and the programme's units. */
export function messageText(facts: NotificationFacts, language: ProfileLanguage, bundle: Bundle, givenName?: string): string {
  const words: Words = { programme: bundle.name[language] ?? bundle.name.ru, name: givenName === undefined ? '' : `, ${givenName}`, ...wordsOf(facts, language, bundle) };
  return templates[language][facts.kind].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? '');
}

function wordsOf(facts: NotificationFacts, language: ProfileLanguage, bundle: Bundle): Words {
  const points = (amount: number) => pointsText(amount, bundle.points.scale, language);
  switch (facts.kind) {
    case 'accrual':
    case 'birthday':
      return { points: points(facts.points), balance: points(facts.balance) };
    case 'balance':
      return { balance: points(facts.balance) };
    case 'code':
      return { code: facts.code };
    case 'favourite-lapses':
    case 'favourite-renewed': {
      const name = bundle.categories.find(({ id }) => id === facts.categoryId)?.name;
      return { category: name?.[language] ?? name?.ru ?? facts.categoryId, day: dayText(facts.day, language) };
    }
    case 'points-expire':
      return { points: points(facts.points), day: dayText(facts.day, language) };
    default:
      return unreachable(facts);
  }
}

/** Exact, whatever the sub-unit: no float touches points. */
function pointsText(points: number, scale: number, language: ProfileLanguage): string {
  const digits = String(Math.abs(points)).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const rest = digits.slice(digits.length - scale);
  const sign = points < 0 ? '−' : '';
  return scale === 0 || /^0*$/.test(rest) ? `${sign}${whole}` : `${sign}${whole}${language === 'en' ? '.' : ','}${rest}`;
}

function dayText(day: string, language: ProfileLanguage): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
