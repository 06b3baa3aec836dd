import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { anySmallSale, type SmallSale } from '../kit/any-small-sale.ts';
import { isDiscount } from '../kit/any-promotion.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { basketOf, priceLines } from '../kit/examples.ts';
import { promotionOf } from '../kit/shop.ts';

/**
 * Under what the property holds: all groups are `stack` or `best`, so that no promotion takes a line from a later one by its rank alone, no group excludes another, none is
 * exclusive, no points are spent, no rounding of the receipt undoes a small saving, and no condition, selector or ladder answers to what other discounts left.
 * The ways of choosing without the promotion are then among those with it.
 */
const anyCase = anySmallSale({ lines: 3, promotions: 4, modes: ['stack', 'best'], exclusions: false, exclusives: false, ordered: false })
  .filter(({ bundle }) => bundle.promotions.length > 0 && !/"not-discounted"|"net"|"spend-ladder"|"round-down"/.test(JSON.stringify(bundle.promotions)))
  .map(({ bundle, input }): SmallSale => ({ bundle: { ...bundle, groups: bundle.groups.map((group) => (group.id === 'one' ? { ...group, mode: 'best' } : group)) }, input: { ...input, redeemPoints: 0 } }));

test('a promotion more in a best group never makes the sale dearer, as long as the search was exact', () => {
  fc.assert(fc.property(anyCase, fc.nat(), ({ bundle, input }, which) => {
    const competing = bundle.promotions.filter(({ groupId, reward }) => groupId === 'one' && isDiscount(reward));
    const added = competing[which % competing.length];
    fc.pre(added !== undefined);
    const without = price(compiledFrom({ ...bundle, promotions: bundle.promotions.filter((promotion) => promotion !== added) }), { ...input, explain: true });
    const more = price(compiledFrom(bundle), { ...input, explain: true });
    fc.pre(more.trace?.exact === true && without.trace?.exact === true);
    expect(more.payableMinor).toBeLessThanOrEqual(without.payableMinor);
  }), { numRuns: 500 });
});

test('a promotion more in a best group never makes the sale dearer where sets, a coupon or a share of the basket come after the choice', () => {
  const basisPoints = fc.integer({ min: 100, max: 9000 });
  const minor = fc.integer({ min: 1, max: 90 });
  const rivals = fc.tuple(minor, basisPoints, fc.option(minor)).map(([amountMinor, share, priceMinor]) => [
    promotionOf('amount', { kind: 'goods-amount', amountMinor }),
    promotionOf('percent', { kind: 'goods-percent', basisPoints: share }),
    ...(priceMinor === null ? [] : [promotionOf('price', { kind: 'goods-price', priceMinor }, { when: { kind: 'coupon', couponIds: ['ten'] } })]),
  ]);
  const later = fc.tuple(fc.option(basisPoints), fc.option(fc.tuple(fc.integer({ min: 1, max: 2 }), minor)), fc.option(basisPoints)).map(([second, set, basket]) => [
    ...(second === null ? [] : [promotionOf('second', { kind: 'nth-unit', every: 2, off: { kind: 'percent', basisPoints: second }, pick: 'dearest' }, { groupId: 'h' })]),
    ...(set === null ? [] : [promotionOf('set', { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'all' }, units: set[0] }], priceMinor: set[1] }] }, { groupId: 'h' })]),
    ...(basket === null ? [] : [promotionOf('basket', { kind: 'basket-percent', basisPoints: basket }, { groupId: 'h' })]),
  ]);
  const line = fc.tuple(fc.constantFrom('bread', 'milk', 'vodka'), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 20, max: 100 })).map((words) => `${words[0]} ${words[1]} × ${words[2]}`);
  fc.assert(fc.property(rivals, later, fc.array(line, { minLength: 1, maxLength: 3 }), fc.nat({ max: 1 }), (competing, after, lines, which) => {
    const sold = lines.join('; ');
    const input = { basket: { ...basketOf(sold), coupons: ['TEN'] }, explain: true };
    const shop = { groups: [{ id: 'g', mode: 'best' as const }, { id: 'h', mode: 'stack' as const }], coupons: [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }] };
    const more = priceLines(sold, { ...shop, promotions: [...competing, ...after] }, input);
    const without = priceLines(sold, { ...shop, promotions: [...competing.filter((_, place) => place !== which), ...after] }, input);
    fc.pre(more.trace?.exact === true && without.trace?.exact === true);
    expect(more.payableMinor).toBeLessThanOrEqual(without.payableMinor);
  }), { numRuns: 1000 });
});

test('a group of promotions that give the same is as good as one of them', () => {
  fc.assert(fc.property(anyCase, fc.nat(), ({ bundle, input }, which) => {
    const competing = bundle.promotions.filter(({ groupId, reward }) => groupId === 'one' && givesLineByLine(reward));
    const copied = competing[which % competing.length];
    fc.pre(copied !== undefined && copied.limits === undefined);
    const copy: Promotion = { ...copied, id: 'copy' };
    const one = price(compiledFrom(bundle), { ...input, explain: true });
    const two = price(compiledFrom({ ...bundle, promotions: [...bundle.promotions, copy] }), { ...input, explain: true });
    fc.pre(one.trace?.exact === true && two.trace?.exact === true);
    expect(two.payableMinor).toBe(one.payableMinor);
  }), { numRuns: 250 });
});

function givesLineByLine({ kind }: Reward): boolean {
  return kind.startsWith('goods-');
}
