import { describe, expect, it } from 'vitest';
import { traceInWords } from '../../agent/cli/price/print-trace.ts';
import { reasonValues } from '../../agent/domain/pricing/reasons.ts';
import type { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import type { Reason, Trace } from '../../agent/domain/pricing/trace.ts';
import en from '../../resources/locales/trace.en.json' with { type: 'json' };
import kk from '../../resources/locales/trace.kk.json' with { type: 'json' };
import ru from '../../resources/locales/trace.ru.json' with { type: 'json' };
import { priceLines } from '../domain/kit/examples.ts';
import { exampleBundle } from '../domain/kit/shop.ts';

type Tree = { [key: string]: string | Tree };
const bundle = exampleBundle({ points: { scale: 1, valueMinor: 10 } });
const milk = { ru: 'Молоко дня', kk: 'Күн сүті', en: 'Milk of the day' };

function sentences(trace: Partial<Trace>, language: 'ru' | 'kk' | 'en' = 'ru'): string[] {
  const priced: PricedSale = { ...priceLines('milk 2 × 500; cheese 0.5 × 4000', {}), trace: { exact: true, plans: 1, choices: [], remarks: [], promotions: [], ...trace } };
  return traceInWords(priced, bundle, language).map((sentence) => sentence.replaceAll('\u00a0', ' '));
}

function told(verdict: Trace['promotions'][number]['verdict'], reasons: Reason[] = [], gave: Partial<Trace['promotions'][number]> = {}): Trace['promotions'] {
  return [{ promotionId: 'A', name: milk, verdict, lineIds: [], discountMinor: 0, points: 0, reasons, ...gave }];
}

function wordsOf(tree: Tree, key: string): string | undefined {
  const found = key.split('.').reduce<string | Tree | undefined>((node, part) => (typeof node === 'object' ? node[part] : undefined), tree);
  return typeof found === 'string' ? found : undefined;
}

describe('every reason has words', () => {
  it.each(Object.entries(reasonValues))('%s with %j in three languages', (key, values) => {
    const expected = values.filter((value) => value !== 'promotionId').toSorted();
    for (const language of [ru, kk, en]) {
      const words = wordsOf(language, key);
      expect(words).toBeDefined();
      const used = [...(words ?? '').matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => name ?? []);
      expect(used.filter((name) => name !== 'of').toSorted()).toEqual(expected);
    }
  });
});

describe('a trace in sentences', () => {
  it('says what a promotion gave, on which lines, and what cut it', () => {
    expect(sentences({ promotions: told('applied', [{ key: 'trace.room.min-price', lineIds: ['1'] }], { lineIds: ['1', '2'], discountMinor: 1_234_50, points: 25 }) })).toEqual([
      '«Молоко дня»: скидка 1 234,50 ₸, баллы: 2,5 (1 Молоко, 2 Сыр); дешевле минимальной цены нельзя (1 Молоко)',
    ]);
    expect(sentences({ promotions: told('applied') })).toEqual(['«Молоко дня»: действует']);
  });

  it.each([
    ['ru', '«Молоко дня» — нет. Условие: весь чек — от 50,00 ₸, не хватает 1,20 ₸; одно из: уровень: Золотой / дни недели: сб, вс'],
    ['kk', '«Күн сүті» — жоқ. Шарты: бүкіл чек — кемінде 50,00 ₸, тағы 1,20 ₸ керек; мыналардың бірі: деңгей: Золотой / апта күндері: сб, жс'],
    ['en', '“Milk of the day” – no. It asks for: the whole receipt for at least ₸50.00, ₸1.20 short; one of: tier: Золотой / days: Sat, Sun'],
  ] as const)('says in %s what is missing', (language, sentence) => {
    const reasons: Reason[] = [
      { key: 'trace.condition.basket-sum-missing', values: { minMinor: 5000, missingMinor: 120 }, of: [{ key: 'trace.goods.all' }] },
      { key: 'trace.condition.any', of: [{ key: 'trace.condition.tier', values: { tiers: [{ ru: 'Золотой' }] } }, { key: 'trace.condition.weekdays', values: { weekdays: [6, 7] } }] },
    ];
    expect(sentences({ promotions: told('not-met', reasons) }, language)).toEqual([sentence]);
  });

  it.each<[Reason, string]>([
    [{ key: 'trace.more.quantity', values: { missingMilli: 1_500 }, of: [{ key: 'trace.off.percent', values: { offBasisPoints: 1_250 } }] }, 'ещё 1,5 — и будет скидка 12,5 %'],
    [{ key: 'trace.condition.hours', values: { fromMinute: 540, toMinute: 65 } }, 'с 09:00 до 01:05'],
    [{ key: 'trace.condition.period', values: { fromOn: '2026-11-01', toOn: '2026-11-30' } }, 'с 01.11.2026 по 30.11.2026'],
    [{ key: 'trace.lost.group', values: { promotionId: 'B', name: { ru: 'Осень' } }, lineIds: ['2'] }, 'вместо неё действует «Осень» (2 Сыр)'],
    [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Сыр' }, 'Lug'] } }, 'Сыр, Lug'],
  ])('writes the values of %j by their units', (reason, words) => {
    expect(sentences({ promotions: told('lost', [reason]) })).toEqual([`«Молоко дня» — нет: ${words}`]);
  });

  it.each([
    ['ru', '2 Сыр: «A» так выгоднее на 41,20 ₸, чем иначе'],
    ['kk', '2 Сыр: «A» осылай басқа нұсқадан 41,20 ₸ үнемдірек'],
    ['en', '2 Сыр: “A” saves ₸41.20 more this way than any other way'],
  ] as const)('does not say in %s that a promotion saves more than itself', (language, sentence) => {
    expect(sentences({ choices: [{ lineIds: ['2'], chosen: ['A'], next: ['A'], savesMinor: 4_120 }] }, language)).toEqual([sentence]);
  });

  it('says what a choice saves, and that not everything was compared', () => {
    const choices: Trace['choices'] = [{ lineIds: ['2'], chosen: ['A'], next: ['B'], savesMinor: 4_120 }, { lineIds: ['1', '2'], onReceipt: true, chosen: ['A', 'B'], next: [], savesMinor: 0 }];
    const remarks: Reason[] = [{ key: 'trace.combination.inexact', values: { plans: 1000 } }];
    expect(sentences({ exact: false, plans: 1000, choices, remarks, promotions: told('applied') }).slice(1)).toEqual([
      '2 Сыр: «Молоко дня» выгоднее на 41,20 ₸, чем «B»',
      'Весь чек (1 Молоко, 2 Сыр): «Молоко дня» + «B»; столько же дало бы: без акций',
      'Сочетаний слишком много: сравнили 1000, дальше выбирали по порядку',
    ]);
  });

  it('tells a used-up limit as a fact, and what is missing beside it as a condition', () => {
    const used: Reason = { key: 'trace.customer-limit.month', values: { limitTimes: 2 } };
    const tier: Reason = { key: 'trace.condition.tier', values: { tiers: [{ ru: 'Золотой' }] } };
    expect(sentences({ promotions: told('not-met', [used]) })).toEqual(['«Молоко дня» — нет: лимит покупателя на этот месяц исчерпан: не больше 2 раз в месяц']);
    expect(sentences({ promotions: told('not-met', [tier, used]) }, 'en')).toEqual(["“Milk of the day” – no: the customer's limit for this month is used up: at most 2 times a month. It also asks for: tier: Золотой"]);
  });

  it.each([
    ['en', 1, 'member for at least 1 month'], ['en', 2, 'member for at least 2 months'],
    ['ru', 1, 'в программе не меньше 1 месяца'], ['ru', 2, 'в программе не меньше 2 месяцев'], ['ru', 21, 'в программе не меньше 21 месяца'],
    ['kk', 1, 'бағдарламада кемінде 1 ай'], ['kk', 5, 'бағдарламада кемінде 5 ай'],
  ] as const)('counts in %s: %d', (language, fromMonths, words) => {
    expect(sentences({ remarks: [{ key: 'trace.condition.tenure-from', values: { fromMonths } }] }, language)).toEqual([words]);
  });

  it.each<[Reason, string]>([
    [{ key: 'trace.condition.birthday', values: { beforeDays: 1, afterDays: 3 } }, 'the birthday (1 day before to 3 days after)'],
    [{ key: 'trace.room.times-limit', values: { limitTimes: 1 } }, 'at most 1 time a receipt'],
    [{ key: 'trace.room.unit-limit', values: { limitUnits: 1 } }, 'for at most 1 item a receipt'],
    [{ key: 'trace.room.unit-limit-line', values: { limitUnits: 2 } }, 'for at most 2 items of a line'],
    [{ key: 'trace.more.units', values: { missingUnits: 1 }, of: [{ key: 'trace.goods.any' }] }, '1 item short: any goods'],
    [{ key: 'trace.goods.some', values: { goods: ['A', 'B'], others: 7 } }, 'A, B and 7 more'],
    [{ key: 'trace.redemption.identification', values: { identification: 'dynamic-qr' } }, 'the customer must be identified by the code of the app'],
    [{ key: 'trace.coupon.no-effect', values: { code: 'TEN', coupon: { ru: 'Десять' }, promotions: [{ ru: 'A' }, { ru: 'B' }] } }, 'Coupon TEN (“Десять”) gave nothing. It is for: “A”, “B”'],
    [{ key: 'trace.redemption.most', values: { maxPoints: 15 }, of: [{ key: 'trace.redemption.balance', values: { balancePoints: 15 } }, { key: 'trace.redemption.step', values: { stepPoints: 5 } }] }, 'Points to spend: up to 1.5 (the balance is 1.5, in multiples of 0.5)'],
  ])('says %j', (remark, words) => {
    expect(sentences({ remarks: [remark] }, 'en')).toEqual([words]);
  });

  it('names five lines of many', () => {
    const lineIds = ['1', '2', '3', '4', '5', '6', '7'];
    expect(sentences({ promotions: told('applied', [], { lineIds, discountMinor: 100 }) }, 'en')).toEqual(['“Milk of the day”: ₸1.00 off (1 Молоко, 2 Сыр, 3, 4, 5 and 2 more)']);
  });

  it('says nothing where nobody asked', () => {
    expect(traceInWords(priceLines('milk 2 × 500', {}), bundle, 'ru')).toEqual([]);
  });
});
