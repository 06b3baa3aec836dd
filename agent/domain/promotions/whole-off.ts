import type { Reward } from './promotion.ts';

/**
 * What a promotion takes off a whole line, all units alike, as one number that lies beside the goods (`PromotionsOfTurn`): what it is in the lowest two bits, how much above them.
 * 0 where no such number says it.
 */
export type WholeOff = number;

export const wholeOffKinds = { percent: 1, amount: 2, price: 3 } as const;

/** Rows are of 32 bits, and what is larger than this is asked of the promotion. */
const largest = 2 ** 29 - 1;

export function wholeOffOf(reward: Reward): WholeOff {
  if (reward.kind === 'goods-percent') return packed(wholeOffKinds.percent, reward.basisPoints);
  if (reward.kind === 'goods-price') return packed(wholeOffKinds.price, reward.priceMinor);
  return reward.kind === 'goods-amount' && reward.per !== 'line' ? packed(wholeOffKinds.amount, reward.amountMinor) : 0;
}

function packed(kind: number, howMuch: number): WholeOff {
  return howMuch > largest ? 0 : (howMuch << 2) | kind;
}

export function kindOf(off: WholeOff): number {
  return off & 3;
}

/** Basis points, or an amount for each unit. */
export function howMuchOf(off: WholeOff): number {
  return off >>> 2;
}
