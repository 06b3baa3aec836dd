import { createInstance } from 'i18next';
import en from '../../../resources/locales/en.json' with { type: 'json' };
import kk from '../../../resources/locales/kk.json' with { type: 'json' };
import ru from '../../../resources/locales/ru.json' with { type: 'json' };
import type { Bundle } from '../../domain/bundle/bundle.ts';
import type { Trace, TracedPromotion } from '../../domain/pricing/trace.ts';
import { reasonValueInWords, type ToldReason } from './reason-value.ts';

export type Language = 'ru' | 'kk' | 'en';

/** Any key of the locales: reasons carry theirs as data. */
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Why the sale costs what it costs, line by line, for people. */
export function traceInWords(trace: Trace, bundle: Pick<Bundle, 'currency' | 'points' | 'promotions'>, language: Language): string[] {
  const say = sayIn(language);
  const names = new Map(bundle.promotions.map(({ id, name }) => [id, name[language] ?? name.ru]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const money = (minor: number) => reasonValueInWords('Minor', minor, bundle, language);
  const head = trace.exact ? say('explain.exact', { plans: trace.plans }) : say('explain.bounded', { plans: trace.plans });
  return [
    head,
    ...trace.promotions.flatMap((promotion) => [
      promotionInWords(promotion),
      ...promotion.reasons.flatMap((reason) => reasonInWords(reason, 1)),
    ]),
    ...trace.choices.map(({ chosen, next = [], savesMinor }) =>
      say('explain.choice', { chosen: listOf(chosen), next: listOf(next), money: money(savesMinor) })),
  ];

  function promotionInWords({ name, promotionId, verdict, discountMinor, points, lineIds }: TracedPromotion): string {
    const gave = [discountMinor === 0 ? '' : `−${money(discountMinor)}`, points === 0 ? '' : say('explain.points', { points: reasonValueInWords('points', points, bundle, language) })];
    const where = lineIds.length === 0 ? '' : say('explain.lines', { lines: lineIds.join(', ') });
    return [`${name[language] ?? name.ru} (${promotionId}): ${say(`explain.${verdict}`)}`, ...gave, where].filter((part) => part !== '').join('; ');
  }
  function reasonInWords({ key, values = {}, lineIds = [], of = [] }: ToldReason, depth: number): string[] {
    const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, reasonValueInWords(name, value, bundle, language)]));
    const where = lineIds.length === 0 ? '' : ` (${say('explain.lines', { lines: lineIds.join(', ') })})`;
    return [`${'  '.repeat(depth)}${say(key, written)}${where}`, ...of.flatMap((part) => reasonInWords(part, depth + 1))];
  }
  function listOf(ids: readonly string[]): string {
    return ids.length === 0 ? say('explain.nothing') : ids.map(nameOf).join(' + ');
  }
}

function sayIn(language: Language): Say {
  const words = createInstance();
  void words.init({
    lng: language, fallbackLng: 'ru', initAsync: false,
    resources: { ru: { translation: ru }, kk: { translation: kk }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  // The page's keys are typed; a reason's key is data.
  return words.t as unknown as Say;
}
