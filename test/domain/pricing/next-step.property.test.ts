import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Limits, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { priceLines } from '../kit/examples.ts';
import { promotionOf } from '../kit/shop.ts';

/** Pieces in the basket, by sku. */
type Pieces = Readonly<Record<string, number>>;

/** A promotion whose reward comes again and again, and which good is brought where its explanation asks for more. */
interface Task {
  readonly reward: Extract<Reward, { kind: 'buy-get' | 'nth-unit' }>;
  readonly goods: readonly string[];
  readonly limits: Limits;
  readonly skuOf: Readonly<Record<string, string>>;
}

// 1 off every unit that is got counts them.
const off = { kind: 'amount', amountMinor: 1 } as const;
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
/** Tobacco may be bought, never got. */
const bought = fc.constantFrom<readonly string[]>(['bread'], ['milk'], ['bread', 'milk'], ['bread', 'milk', 'tobacco']);
const got = fc.constantFrom<readonly string[]>(['gift'], ['milk'], ['gift', 'milk'], ['gift', 'milk', 'tobacco']);
const limited = fc.oneof(fc.constant<Limits>({}), fc.record<Limits>({ times: upTo(3) }), fc.record<Limits>({ units: fc.integer({ min: 3, max: 6 }) }));
const pieces = fc.record({ bread: fc.nat(5), milk: fc.nat(5), gift: fc.nat(4), tobacco: fc.nat(3) });

describe('what an explanation says is missing for the next time', () => {
  test('is enough where some units are bought and some got, and one unit less of it is not', () => {
    fc.assert(fc.property(pieces, bought, got, limited, fc.record({ buyUnits: upTo(3), getUnits: upTo(3), isComplete: fc.boolean(), pick }), (basket, buy, goods, limits, { isComplete, ...units }) => {
      const reward: Task['reward'] = { kind: 'buy-get', buy: { kind: 'sku', skus: [...buy] }, ...units, off, ...(isComplete ? { complete: true } : {}) };
      expect(brokenWord(basket, { reward, goods, limits, skuOf: { 'trace.more.to-buy': buy[0] ?? '', 'trace.more.to-get': goods[0] ?? '' } })).toBeUndefined();
    }), { numRuns: 1_500 });
  });

  test('is enough where in every so many units one is cheaper, and one unit less is not', () => {
    fc.assert(fc.property(pieces, got, fc.option(upTo(3), { nil: undefined }), fc.integer({ min: 2, max: 4 }), pick, (basket, goods, times, every, which) => {
      const limits = times === undefined ? {} : { times };
      expect(brokenWord(basket, { reward: { kind: 'nth-unit', every, off, pick: which }, goods, limits, skuOf: { 'trace.more.units': goods[0] ?? '' } })).toBeUndefined();
    }), { numRuns: 500 });
  });
});

/** What does not come true of what the explanation says. */
function brokenWord(basket: Pieces, task: Task): string | undefined {
  const { verdict, missing, isLimit, got: before } = explained(basket, task);
  // Nothing is missing where no good is concerned, or only goods that take no discount.
  fc.pre(verdict !== undefined && verdict !== 'no-room');
  const gainOf = (more: readonly (readonly [string, number])[]): number => explained(withMore(basket, more), task).got - before;
  if ((verdict === 'applied') !== before > 0) return `${verdict}, and ${before} were got`;
  if (isLimit !== (missing.length === 0)) return 'a limit is reached, or something is missing';
  if (isLimit) return gainOf(Object.values(task.skuOf).map((sku) => [sku, 20])) === 0 ? undefined : 'the limit lets more be got';
  const gain = gainOf(missing);
  if (gain <= 0) return 'it is not enough';
  const { reward } = task;
  const perTime = reward.kind === 'buy-get' ? reward.getUnits : 1;
  // The last time is to be filled, and each unit counts; a new one begins with the last unit that is missing.
  if (before % perTime !== 0) return gain < perTime && missing.length === 1 && missing[0]?.[1] === gain ? undefined : 'it is not what the last time lacks';
  const isTooMuch = missing.some((_, left) => gainOf(missing.map(([sku, count], place) => [sku, place === left ? count - 1 : count])) > 0);
  return isTooMuch ? 'one unit less is enough' : undefined;
}

function explained(basket: Pieces, { reward, goods, limits, skuOf }: Task): { verdict: string | undefined; missing: [string, number][]; isLimit: boolean; got: number } {
  const lines = Object.entries(basket).flatMap(([sku, count]) => (count === 0 ? [] : [`${sku} ${count} × 500`]));
  const { trace, promotions } = priceLines(lines.join('; '), { promotions: [promotionOf('A', reward, { goods: { kind: 'sku', skus: [...goods] }, limits })] }, { explain: true });
  const { verdict, reasons = [] } = trace?.promotions[0] ?? {};
  const missing = reasons.flatMap(({ key, values }): [string, number][] => {
    const [sku, count] = [skuOf[key], values?.['missingUnits']];
    return sku !== undefined && typeof count === 'number' ? [[sku, count]] : [];
  });
  return { verdict, missing, isLimit: reasons.some(({ key }) => key === 'trace.room.times-limit' || key === 'trace.room.unit-limit'), got: promotions[0]?.discountMinor ?? 0 };
}

function withMore(basket: Pieces, more: readonly (readonly [string, number])[]): Pieces {
  const sum: Record<string, number> = { ...basket };
  for (const [sku, count] of more) sum[sku] = (sum[sku] ?? 0) + count;
  return sum;
}
