import { array, assert, constantFrom, integer, oneof, option, property, record, subarray, tuple, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../agent/domain/promotions/compile-condition.ts';
import { dividePlain, holdsPlainly, nothingMore, plainBitsOf, TierBits } from '../../../agent/domain/promotions/plain-conditions.ts';
import { Promotions } from '../../../agent/domain/promotions/promotions.ts';
import { PromotionsOfTurn } from '../../../agent/domain/promotions/promotions-of-turn.ts';
import { dateKey } from '../../../agent/domain/time/calendar.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { Condition } from '../../../agent/domain/promotions/condition.ts';
import type { SaleFacts } from '../../../agent/domain/promotions/sale-facts.ts';
import { promotionOf } from '../kit/shop.ts';

/** More than there are bits */
const tiers = Array.from({ length: 25 }, (_, index) => ({ id: `tier-${index}` }));
const tierBits = new TierBits(tiers);
const context = { subtrees: new Map(), flags: [], cardSchemes: [] };

interface Moment { localDate: string; minuteOfDay: number; weekday: number; tier: string | undefined; goodsGrossMinor: number }

const dates = constantFrom('2026-11-20', '2026-11-21', '2026-11-22', '2026-12-01');
const minutes = constantFrom(0, 1, 599, 600, 601, 1_439);
const someTiers = subarray(['tier-0', 'tier-1', 'tier-21', 'tier-22', 'tier-24'], { minLength: 1 });
const amounts = constantFrom(0, 1, 99_999, 100_000, 2 ** 31, 2 ** 40);
const plainParts: Arbitrary<Condition> = oneof(
  tuple(dates, dates).map(([from, to]): Condition => ({ kind: 'period', from, to })),
  tuple(minutes, minutes).map(([fromMinute, toMinute]): Condition => ({ kind: 'hours', fromMinute, toMinute })),
  subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map((days): Condition => ({ kind: 'weekdays', days })),
  someTiers.map((ids): Condition => ({ kind: 'tier', tiers: ids })),
  tuple(amounts, option(amounts)).map(([minMinor, maxMinor]): Condition => ({ kind: 'basket-sum', goods: { kind: 'all' }, minMinor, ...(maxMinor === null ? {} : { maxMinor }) })),
);
const parts: Arbitrary<Condition> = oneof({ arbitrary: plainParts, weight: 6 }, plainParts.map((of): Condition => ({ kind: 'not', of })), array(plainParts, { maxLength: 3 }).map((of): Condition => ({ kind: 'any', of })));
const conditions: Arbitrary<Condition> = oneof(parts, array(parts, { maxLength: 5 }).map((of): Condition => ({ kind: 'all', of })));
const moments: Arbitrary<Moment> = record({
  localDate: dates, minuteOfDay: minutes, weekday: integer({ min: 1, max: 7 }),
  tier: constantFrom('tier-0', 'tier-1', 'tier-21', 'tier-22', 'tier-24', 'of-another-bundle', undefined),
  goodsGrossMinor: oneof(amounts, amounts.map((amount) => amount + 1)),
});

function factsOf({ localDate, minuteOfDay, weekday, tier, goodsGrossMinor }: Moment): SaleFacts {
  const customer = tier === undefined ? undefined : ({ tier } as CustomerState);
  return { time: { localDate, minuteOfDay, weekday }, dateKey: dateKey(localDate), plainBits: plainBitsOf(weekday, tierBits.of(tier)), customer, goodsGrossMinor, lines: [] } as unknown as SaleFacts;
}

const moment: Moment = { localDate: '2026-11-22', minuteOfDay: 600, weekday: 7, tier: 'tier-1', goodsGrossMinor: 100_000 };
/** Is this condition taken in whole, and does it hold then? */
const plainly = (condition: Condition, changes: Partial<Moment> = {}): [boolean, boolean] => {
  const { plain, rest } = dividePlain(condition, tierBits);
  return [rest === nothingMore, holdsPlainly(plain, factsOf({ ...moment, ...changes }))];
};

describe('what is plain of a condition', () => {
  it('and its rest together hold exactly where the condition does', () => {
    assert(property(conditions, moments, (condition, then) => {
      const facts = factsOf(then);
      const { plain, rest } = dividePlain(condition, tierBits);
      expect(holdsPlainly(plain, facts) && compileCondition(rest, context)(facts)).toBe(compileCondition(condition, context)(facts));
    }), { numRuns: 5_000 });
  });

  it('holds in a list as it does alone, at every place', () => {
    assert(property(array(conditions, { minLength: 1, maxLength: 6 }), moments, (several, then) => {
      const facts = factsOf(then);
      const promotions = several.map((when, index) => promotionOf(String(index), { kind: 'goods-percent', basisPoints: 100 }, { when }));
      const compiled = new Promotions(promotions, [{ id: 'g', mode: 'stack', on: 'line', index: 0 }], { ...context, tierBits });
      const list = promotions.map(({ id }) => compiled.find(id)).filter((promotion) => promotion !== undefined);
      const ofTurn = new PromotionsOfTurn(0, list);
      expect(list.map((_, place) => ofTurn.holdsAt(place, facts))).toEqual(several.map((when) => holdsPlainly(dividePlain(when, tierBits).plain, facts)));
    }), { numRuns: 2_000 });
  });

  it.each<[string, Condition, Partial<Moment>, boolean]>([
    ['a tier that the customer has', { kind: 'tier', tiers: ['tier-1', 'tier-2'] }, {}, true],
    ['a tier that the customer has not', { kind: 'tier', tiers: ['tier-2'] }, {}, false],
    ['a tier, and nobody showed a card', { kind: 'tier', tiers: ['tier-2'] }, { tier: undefined }, false],
    ['a tier, and the customer’s is of no bundle', { kind: 'tier', tiers: ['tier-2'] }, { tier: 'of-another-bundle' }, false],
    ['no tier, and nobody showed a card', { kind: 'weekdays', days: [7] }, { tier: undefined }, true],
    ['a sum that was just reached', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 100_000 }, {}, true],
    ['a sum that was just missed', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 100_001 }, {}, false],
    ['the largest sum of 32 bits', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 2 ** 31 - 1 }, { goodsGrossMinor: 2 ** 40 }, true],
    ['the largest sum of 32 bits, just missed', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 2 ** 31 - 1 }, { goodsGrossMinor: 2 ** 31 - 2 }, false],
  ])('is all of %s', (_, condition, changes, holds) => {
    expect(plainly(condition, changes)).toEqual([true, holds]);
  });

  it.each<[string, Condition]>([
    ['a tier after the 22nd', { kind: 'tier', tiers: ['tier-0', 'tier-22'] }],
    ['a sum up to a limit', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 0, maxMinor: 5 }],
    ['a sum beyond 32 bits', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 2 ** 31 }],
    ['a sum of what is left', { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 5, of: 'net' }],
    ['a sum of some goods', { kind: 'basket-sum', goods: { kind: 'brand', brands: ['b'] }, minMinor: 5 }],
  ])('is not %s, which is asked in the usual way', (_, condition) => {
    expect(dividePlain(condition, tierBits).rest).toBe(condition);
  });
});
