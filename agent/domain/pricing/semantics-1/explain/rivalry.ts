import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { hasTwoRounds } from '../../../promotions/stages.ts';
import type { WorkingSale } from '../working-sale.ts';

/** Why one promotion does not go together with another, and where: on the same line, or on the same receipt. */
export interface Rivalry {
  readonly key: 'lost.group' | 'lost.exclusion' | 'lost.exclusive' | 'lost.alone';
  readonly on: 'line' | 'receipt';
}

/** The widest of the rules that keep the two apart; undefined where they go together. */
export function rivalryOf({ compiled }: WorkingSale, one: CompiledPromotion, other: CompiledPromotion): Rivalry | undefined {
  if (one === other || !hasTwoRounds(one.stage) || !hasTwoRounds(other.stage)) return undefined;
  const found: Rivalry[] = [];
  const { group } = one;
  if (group === other.group && group.mode !== 'stack') {
    const isOfReceipt = group.on === 'receipt' || one.stage === 'basket' || other.stage === 'basket';
    found.push({ key: 'lost.group', on: isOfReceipt ? 'receipt' : 'line' });
  }
  for (const { groups, on } of compiled.contests.exclusions) {
    if (groups.includes(group.index) && groups.includes(other.group.index) && group !== other.group) found.push({ key: 'lost.exclusion', on });
  }
  const { exclusive } = other.promotion;
  if (exclusive !== undefined) found.push({ key: 'lost.exclusive', on: exclusive.on });
  const alone = one.promotion.exclusive;
  if (alone !== undefined) found.push({ key: 'lost.alone', on: alone.on });
  return found.find(({ on }) => on === 'receipt') ?? found[0];
}
