import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../agent/domain/promotions/promotion.ts';
import { compareBundles, endingPromotions, lastDayOf } from '../../sync/central/bundle-changes.ts';
import { testBundle } from './kit/test-shop.ts';

const [gold, points] = testBundle().promotions as [Promotion, Promotion];
const until = (id: string, to: string): Promotion => ({ ...gold, id, when: { kind: 'all', of: [{ kind: 'period', from: '2026-01-01', to }, { kind: 'card' }] } });

describe('what a bundle changes', () => {
  it('names promotions added, removed and changed, and what else differs', () => {
    const before = testBundle();
    const next = testBundle({
      serial: 2, promotions: [{ ...points, priority: 7, name: { ru: 'Баллы+' } }, until('new', '2026-12-31')],
      goods: { milk: { ...before.goods['milk']!, priceMinor: 1 }, kefir: before.goods['milk']! }, name: { ru: 'Другая' },
    });
    expect(compareBundles(before, next)).toEqual({
      promotions: { added: ['new'], removed: ['gold-10'], changed: [{ id: 'points-5', fields: ['name', 'priority'] }] },
      goods: { added: 1, removed: 1, changed: 1 },
      parts: ['name'],
    });
  });

  it('is nothing where only the serial and the order of members differ', () => {
    const { serial, ...others } = testBundle();
    expect(compareBundles(testBundle(), { ...others, serial: serial + 1 })).toEqual({ promotions: { added: [], removed: [], changed: [] }, goods: { added: 0, removed: 0, changed: 0 }, parts: [] });
  });
});

describe('promotions that end', () => {
  it('are told of when they are removed, when they are over, and when they end within two weeks', () => {
    const before = testBundle({ promotions: [gold, until('summer', '2026-08-31'), until('autumn', '2026-11-30')] });
    const next = testBundle({ promotions: [until('last-year', '2025-12-31'), until('today', '2026-11-22'), until('soon', '2026-12-06'), until('later', '2026-12-07')] });
    expect(endingPromotions(before, next, '2026-11-22')).toEqual([
      { promotionId: 'gold-10', why: 'removed' },
      { promotionId: 'autumn', why: 'removed', lastDay: '2026-11-30' },
      { promotionId: 'last-year', why: 'over', lastDay: '2025-12-31' },
      { promotionId: 'today', why: 'ends-soon', lastDay: '2026-11-22' },
      { promotionId: 'soon', why: 'ends-soon', lastDay: '2026-12-06' },
    ]);
  });

  it('have the last day that all, or that any of their conditions allow', () => {
    const period = (to: string) => ({ kind: 'period' as const, from: '2026-01-01', to });
    expect(lastDayOf({ kind: 'all', of: [period('2026-03-01'), period('2026-02-01'), { kind: 'card' }] })).toBe('2026-02-01');
    expect(lastDayOf({ kind: 'any', of: [period('2026-03-01'), period('2026-02-01')] })).toBe('2026-03-01');
    expect(lastDayOf({ kind: 'any', of: [period('2026-03-01'), { kind: 'card' }] })).toBeUndefined();
    expect(lastDayOf({ kind: 'not', of: period('2026-03-01') })).toBeUndefined();
  });
});
