import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { CompiledGroup } from '../../../agent/domain/promotions/compiled-promotion.ts';
import { TierBits } from '../../../agent/domain/promotions/plain-conditions.ts';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { Promotions } from '../../../agent/domain/promotions/promotions.ts';
import { PromotionsOfTurn } from '../../../agent/domain/promotions/promotions-of-turn.ts';
import { RowRoom } from '../../../agent/domain/promotions/row-room.ts';
import type { SaleFacts } from '../../../agent/domain/promotions/sale-facts.ts';
import { promotionOf } from '../kit/shop.ts';

const groups: CompiledGroup[] = (['stack', 'first', 'best'] as const).map((mode, index) => ({ id: mode, mode, on: 'line', index }));
const context = { subtrees: new Map(), flags: [], cardSchemes: [], tierBits: new TierBits([{ id: 'gold' }]) };
const aPercentage: Reward = { kind: 'goods-percent', basisPoints: 700 };

test.each<{ name: string; reward?: Reward; changes: Partial<Promotion>; percent: number; rivals: number }>([
  { name: 'a percentage of every line', changes: {}, percent: 700, rivals: 0 },
  { name: 'a percentage for a tier', changes: { when: { kind: 'tier', tiers: ['gold'] } }, percent: 700, rivals: 0 },
  { name: 'a percentage that asks more than what is plain', changes: { when: { kind: 'store', storeIds: ['one'] } }, percent: -1, rivals: 0 },
  { name: 'a percentage that a customer gets only so often', changes: { limits: { perCustomer: { times: 1, period: 'day' } } }, percent: -1, rivals: 0 },
  { name: 'a percentage of some units of a line', changes: { limits: { unitsPerLine: 2 } }, percent: -1, rivals: 0 },
  { name: 'a percentage of goods that must be asked', changes: { goods: { kind: 'price', toMinor: 500 } }, percent: -1, rivals: 0 },
  { name: 'an amount', reward: { kind: 'goods-amount', amountMinor: 700 }, changes: {}, percent: -1, rivals: 0 },
  { name: 'the first of a group', changes: { groupId: 'first' }, percent: 700, rivals: -2 },
  { name: 'the best of a group', changes: { groupId: 'best' }, percent: 700, rivals: 3 },
])('$name', ({ reward = aPercentage, changes, percent, rivals }) => {
  const promotions = new Promotions([promotionOf('A', aPercentage, { groupId: 'stack' }), promotionOf('B', reward, { groupId: 'stack', ...changes })], groups, context);
  const promotion = promotions.find('B') ?? promotions.at(0);
  const list = new PromotionsOfTurn([promotions.at(0), promotion]);
  expect({ percent: list.percentAt(1), rivals: list.rivalsAt(1), ordinal: list.ordinalAt(1) }).toEqual({ percent, rivals, ordinal: promotion.ordinal });
});

test('each list reads its own sums, whatever lists lie beside it', () => {
  const ofBasket = { goodsGrossMinor: 1_000 } as SaleFacts;
  assert(property(array(array(constantFrom(0, 1_000, 1_001), { maxLength: 4 }), { maxLength: 12 }), (lists) => {
    const room = new RowRoom();
    const made = lists.map((sums) => {
      const asking = sums.map((minMinor, index) => promotionOf(String(index), aPercentage, { groupId: 'stack', when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor } }));
      const promotions = new Promotions(asking, groups, context);
      return new PromotionsOfTurn(asking.map((_, place) => promotions.at(place)), room);
    });
    for (const [index, sums] of lists.entries()) expect(sums.map((_, place) => made[index]?.asksForMoreAt(place, ofBasket))).toEqual(sums.map((minMinor) => minMinor > 1_000));
  }));
});
