import { describe, expect, it } from 'vitest';
import { messageText } from '../../../sync/central/notifications/message-text.ts';
import type { NotificationFacts } from '../../../sync/central/notifications/notification.ts';
import { isQuiet, parseQuietHours } from '../../../sync/central/notifications/quiet-hours.ts';
import en from '../../../resources/notifications/en.json' with { type: 'json' };
import kk from '../../../resources/notifications/kk.json' with { type: 'json' };
import ru from '../../../resources/notifications/ru.json' with { type: 'json' };
import { testBundle } from '../kit/test-shop.ts';

const bundle = testBundle({ name: { ru: 'Копилка', kk: 'Жинақ', en: 'Piggy' }, points: { scale: 2, valueMinor: 1 }, categories: [{ id: 'food', name: { ru: 'Еда', kk: 'Тамақ' } }] });

describe('the text of a message', () => {
  it.each<[NotificationFacts, 'ru' | 'kk' | 'en', string]>([
    [{ kind: 'accrual', points: 1_250, balance: 30_000 }, 'ru', 'Копилка: +12,50 баллов, на счёте 300.'],
    [{ kind: 'accrual', points: 5, balance: -7 }, 'en', 'Piggy: +0.05 points, your balance is −0.07.'],
    [{ kind: 'balance', balance: 100 }, 'kk', 'Жинақ: шотыңыздағы ұпай саны: 1.'],
    [{ kind: 'favourite-lapses', categoryId: 'food', day: '2026-12-01' }, 'en', 'Piggy: your favourite category “Еда” lasts until December 1. Choose it again.'],
    [{ kind: 'favourite-lapses', categoryId: 'gone', day: '2026-12-01' }, 'ru', 'Копилка: любимая категория «gone» действует до 1 декабря. Выберите её снова.'],
    [{ kind: 'points-expire', points: 100, day: '2026-12-31' }, 'kk', 'Жинақ: 1 ұпайдың соңғы күні — 31 желтоқсан. Оларды дүкенде жұмсаңыз.'],
    [{ kind: 'birthday', points: 100, balance: 100 }, 'ru', 'Копилка: с днём рождения, Асель! Вам подарок: 1 баллов, на счёте 1.'],
  ])('%j in %s', (facts, language, text) => {
    expect(messageText(facts, language, bundle, 'Асель')).toBe(text);
  });

  it('names the same facts in every language', () => {
    const factsOf = (texts: Record<string, string>) => Object.entries(texts).map(([kind, text]) => [kind, ...[...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted((one, other) => one.localeCompare(other))]);
    expect(factsOf(kk)).toEqual(factsOf(ru));
    expect(factsOf(en)).toEqual(factsOf(ru));
  });
});

describe('quiet hours', () => {
  const at = (utc: string) => Date.parse(`2026-11-22T${utc}:00Z`);
  it.each<[string, string, boolean]>([
    // Almaty is five hours east
    ['21:00-09:00', '15:59', false], ['21:00-09:00', '16:00', true], ['21:00-09:00', '22:00', true], ['21:00-09:00', '03:59', true], ['21:00-09:00', '04:00', false],
    ['13:00-14:00', '08:30', true], ['13:00-14:00', '09:00', false], ['10:00-10:00', '05:00', false],
  ])('%s at %s UTC', (hours, utc, quiet) => {
    expect(isQuiet(parseQuietHours(hours)!, at(utc), 'Asia/Almaty')).toBe(quiet);
  });

  it.each(['', '21-9', '24:00-09:00', '21:00-09:60', '21:00'])('“%s” are none', (text) => {
    expect(parseQuietHours(text)).toBeUndefined();
  });
});
