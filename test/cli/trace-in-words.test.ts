import { describe, expect, it } from 'vitest';
import { reasonValueInWords } from '../../agent/cli/price/reason-value.ts';
import { traceInWords } from '../../agent/cli/price/trace-in-words.ts';
import type { Trace } from '../../agent/domain/pricing/trace.ts';
import { exampleBundle, promotionOf } from '../domain/kit/shop.ts';

const bundle = exampleBundle({ points: { scale: 1, valueMinor: 10 }, promotions: [promotionOf('A', { kind: 'points-fixed', points: 1 }, { name: { ru: 'Молоко дня', en: 'Milk of the day' } })] });
const trace: Trace = {
  exact: true,
  plans: 3,
  choices: [{ chosen: ['A', 'B'], next: ['C'], savesMinor: 4_120 }],
  promotions: [
    { promotionId: 'A', name: { ru: 'Молоко дня', en: 'Milk of the day' }, verdict: 'applied', lineIds: ['1', '2'], discountMinor: 10_000, points: 25, reasons: [] },
    { promotionId: 'B', name: { ru: 'Хлеб' }, verdict: 'not-met', lineIds: [], discountMinor: 0, points: 0, reasons: [{ key: 'explain.points', values: { points: 15 } }, { key: 'trace.of-a-newer-engine' }] },
  ],
};

describe('a trace in words', () => {
  it('tells of every promotion what it gave, where and why, and what was chosen', () => {
    expect(traceInWords(trace, bundle, 'en')).toEqual([
      'Ways of combining the promotions that were compared: 3; the best was taken',
      'Milk of the day (A): given; −100.00; points: 2.5; lines 1, 2',
      'Хлеб (B): its condition does not hold',
      '  points: 1.5',
      '  trace.of-a-newer-engine',
      'Milk of the day + B: saves 41.20 more than C',
    ]);
  });

  it('says it in each language, and says where not everything was compared', () => {
    expect(traceInWords(trace, bundle, 'ru').at(1)).toBe('Молоко дня (A): дана; −100.00; баллы: 2.5; строки 1, 2');
    expect(traceInWords({ ...trace, exact: false }, bundle, 'kk').at(0)).toContain('(3 салыстырылды)');
  });
});

describe('a value of a reason', () => {
  it.each([
    ['missingMinor', 5, '0.05'], ['missingMinor', -1_234, '−12.34'], ['minMilli', 1_500, '1.5'], ['minMilli', 2_000, '2'], ['capBasisPoints', 1_250, '12.5 %'], ['fromMinute', 605, '10:05'],
    ['points', 30, '3'], ['units', 3, '3'], ['fromOn', '2026-11-22', '2026-11-22'], ['name', { ru: 'Да', en: 'Yes' }, 'Yes'], ['name', { ru: 'Да' }, 'Да'], ['weekdays', [1, 7], '1, 7'],
    ['goods', [{ ru: 'Сыр' }, { ru: 'Хлеб', en: 'Bread' }], 'Сыр, Bread'],
  ])('%s of %j is "%s"', (name, value, text) => {
    expect(reasonValueInWords(name, value, bundle, 'en')).toBe(text);
  });
});
