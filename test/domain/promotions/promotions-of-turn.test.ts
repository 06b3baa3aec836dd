import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { CompiledGroup } from '../../../agent/domain/promotions/compiled-promotion.ts';
import { TierBits } from '../../../agent/domain/promotions/plain-conditions.ts';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { Promotions } from '../../../agent/domain/promotions/promotions.ts';
import { PromotionsOfTurn } from '../../../agent/domain/promotions/promotions-of-turn.ts';
import { RowRoom } from '../../../agent/domain/promotions/row-room.ts';
import type { SaleFacts } from '../../../agent/domain/promotions/sale-facts.ts';
import { wholeOffOf } from '../../../agent/domain/promotions/whole-off.ts';
import { promotionOf } from '../kit/shop.ts';

const groups: CompiledGroup[] = (['stack', 'first', 'best'] as const).map((mode, index) => ({ id: mode, mode, on: 'line', index }));
const context = { subtrees: new Map(), flags: [], cardSchemes: [], tierBits: new TierBits([{ id: 'gold' }]) };
const aPercentage: Reward = { kind: 'goods-percent', basisPoints: 700 };

const asIs = { isPlain: true, wholeOff: wholeOffOf(aPercentage), rivals: 0 };
const mustBeAsked = { isPlain: false, wholeOff: 0, rivals: 0 };
const givesElse = { isPlain: true, wholeOff: 0, rivals: 0 };

test.each<{ name: string; reward?: Reward; changes?: Partial<Promotion>; says: typeof asIs }>([
  { name: 'a percentage of every line', says: asIs },
  { name: 'a percentage for a tier', changes: { when: { kind: 'tier', tiers: ['gold'] } }, says: asIs },
  { name: 'a percentage that asks more than what is plain', changes: { when: { kind: 'store', storeIds: ['one'] } }, says: mustBeAsked },
  { name: 'a percentage that a customer gets only so often', changes: { limits: { perCustomer: { times: 1, period: 'day' } } }, says: mustBeAsked },
  { name: 'a percentage of some units of a line', changes: { limits: { unitsPerLine: 2 } }, says: givesElse },
  { name: 'a percentage of goods that must be asked', changes: { goods: { kind: 'price', toMinor: 500 } }, says: mustBeAsked },
  { name: 'an amount', reward: { kind: 'goods-amount', amountMinor: 700 }, says: { ...asIs, wholeOff: wholeOffOf({ kind: 'goods-amount', amountMinor: 700 }) } },
  { name: 'points', reward: { kind: 'points-multiplier', factorBasisPoints: 20_000 }, says: givesElse },
  { name: 'points of goods that must be asked', reward: { kind: 'points-multiplier', factorBasisPoints: 20_000 }, changes: { goods: { kind: 'favourite' } }, says: mustBeAsked },
  { name: 'the first of a group', changes: { groupId: 'first' }, says: { ...asIs, rivals: -2 } },
  { name: 'the best of a group', changes: { groupId: 'best' }, says: { ...asIs, rivals: 3 } },
])('$name', ({ reward = aPercentage, changes, says }) => {
  const promotions = new Promotions([promotionOf('A', aPercentage, { groupId: 'stack' }), promotionOf('B', reward, { groupId: 'stack', ...changes })], groups, context);
  const promotion = promotions.find('B') ?? promotions.at(0);
  const list = new PromotionsOfTurn(0, [promotions.at(0), promotion]);
  expect({ isPlain: list.isPlainAt(1), wholeOff: list.wholeOffAt(1), rivals: list.rivalsAt(1), ordinals: list.ordinals() }).toEqual({ ...says, ordinals: [0, promotion.ordinal] });
});

test('each list reads its own sums, whatever lists lie beside it', () => {
  const ofBasket = { goodsGrossMinor: 1_000 } as SaleFacts;
  assert(property(array(array(constantFrom(0, 1_000, 1_001), { maxLength: 4 }), { maxLength: 12 }), (lists) => {
    const room = new RowRoom();
    const made = lists.map((sums) => {
      const asking = sums.map((minMinor, index) => promotionOf(String(index), aPercentage, { groupId: 'stack', when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor } }));
      const promotions = new Promotions(asking, groups, context);
      return new PromotionsOfTurn(0, asking.map((_, place) => promotions.at(place)), undefined, room);
    });
    for (const [index, sums] of lists.entries()) expect(sums.map((_, place) => made[index]?.asksForMoreAt(place, ofBasket))).toEqual(sums.map((minMinor) => minMinor > 1_000));
  }));
});
