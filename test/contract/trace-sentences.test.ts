import { describe, expect, it } from 'vitest';
import { traceInWords } from '../../agent/cli/price/print-trace.ts';
import { reasonValues } from '../../agent/domain/pricing/reasons.ts';
import type { Reason, Trace } from '../../agent/domain/pricing/trace.ts';
import en from '../../resources/locales/en.json' with { type: 'json' };
import kk from '../../resources/locales/kk.json' with { type: 'json' };
import ru from '../../resources/locales/ru.json' with { type: 'json' };
import { priceLines } from '../domain/kit/examples.ts';
import { exampleBundle } from '../domain/kit/shop.ts';

type Tree = { [key: string]: string | Tree };
const bundle = exampleBundle({ points: { scale: 1, valueMinor: 10 } });
const milk = { ru: 'Молоко дня', kk: 'Күн сүті', en: 'Milk of the day' };

function sentences(trace: Partial<Trace>, language: 'ru' | 'kk' | 'en' = 'ru'): string[] {
  const priced = { ...priceLines('milk 2 × 500; cheese 0.5 × 4000', {}), trace: { exact: true, plans: 1, choices: [], promotions: [], ...trace } };
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
      const words = wordsOf(language, `trace.${key}`);
      expect(words).toBeDefined();
      const used = [...(words ?? '').matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => name ?? []);
      expect(used.filter((name) => name !== 'of').toSorted()).toEqual(expected);
    }
  });
});

describe('a trace in sentences', () => {
  it('says what a promotion gave, on which lines, and what cut it', () => {
    expect(sentences({ promotions: told('applied', [{ key: 'trace.room.min-price', lineIds: ['1'] }], { lineIds: ['1', '2'], discountMinor: 1_234_50, points: 25 }) })).toEqual([
      '«Молоко дня»: скидка 1 234,50 ₸, баллы: 2,5 (1 Молоко, 2 Сыр); дошли до минимальной цены (1 Молоко)',
    ]);
    expect(sentences({ promotions: told('applied') })).toEqual(['«Молоко дня»: действует']);
  });

  it.each([
    ['ru', '«Молоко дня» — нет. Условие: весь чек — от 50,00 ₸, ещё на 1,20 ₸; одно из: уровень: Золотой / дни: сб, вс'],
    ['kk', '«Күн сүті» — жоқ. Шарты: бүкіл чек — кемінде 50,00 ₸, тағы 1,20 ₸ керек; біреуі: деңгей: Золотой / күндер: сб, жс'],
    ['en', '“Milk of the day” – no. It asks for: the whole receipt for at least ₸50.00, ₸1.20 more; one of: tier: Золотой / days: Sat, Sun'],
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
    [{ key: 'trace.lost.group', values: { promotionId: 'B', name: { ru: 'Осень' } }, lineIds: ['2'] }, 'вместо неё — «Осень» (2 Сыр)'],
    [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Сыр' }, 'Lug'] } }, 'Сыр, Lug'],
  ])('writes the values of %j by their units', (reason, words) => {
    expect(sentences({ promotions: told('lost', [reason]) })).toEqual([`«Молоко дня» — нет: ${words}`]);
  });

  it('says what a choice saves, and that not everything was compared', () => {
    const choices = [{ lineIds: ['2'], chosen: ['A'], next: ['B'], savesMinor: 4_120 }, { chosen: ['A', 'B'], next: [], savesMinor: 0 }];
    expect(sentences({ exact: false, plans: 1000, choices, promotions: told('applied') }).slice(1)).toEqual([
      '2 Сыр: Молоко дня выгоднее, чем B, на 41,20 ₸',
      'Весь чек: Молоко дня + B и без акций дают поровну',
      'Сочетаний слишком много. Сравнили 1000, дальше выбирали по порядку.',
    ]);
  });

  it('says nothing where nobody asked', () => {
    expect(traceInWords(priceLines('milk 2 × 500', {}), bundle, 'ru')).toEqual([]);
  });
});
