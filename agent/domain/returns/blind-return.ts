import type { Basket } from '../basket/basket.ts';
import type { BlindRules } from '../bundle/bundle.ts';
import type { CompiledBundle } from '../bundle/compiled.ts';
import type { CustomerState } from '../customer/account.ts';
import { mulDiv } from '../money/mul-div.ts';
import { price } from '../pricing/price.ts';
import type { BusinessTime } from '../time/business-time.ts';
import { unreachable } from '../unreachable.ts';
import { sumOf } from './undo.ts';

/** Goods that come back without a receipt, and what is given back for them, as the till software states it. */
export interface BlindLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantityMilli: number;
  readonly refundMinor: number;
}

export interface BlindFacts {
  readonly lines: readonly BlindLine[];
  readonly customer: CustomerState;
  readonly storeId: string;
  readonly tillId: string;
  readonly time: BusinessTime;
}

/** The basket that such goods would be, at the prices that are given back for them. */
export function basketOfBlind(lines: readonly BlindLine[]): Basket {
  return { lines: lines.map(({ lineId, sku, quantityMilli, refundMinor }) => ({ lineId, sku, quantityMilli, unitPriceMinor: mulDiv(refundMinor, 1000, quantityMilli, 'floor') })) };
}

/** Points that such goods would earn this customer here and now: nobody knows what they did earn. */
export function pointsDueBlind(compiled: CompiledBundle, { lines, customer, storeId, tillId, time }: BlindFacts): number {
  return price(compiled, { basket: basketOfBlind(lines), customer, identifiedBy: 'scan', storeId, tillId, time }).pointsEarned;
}

/** How many of them are taken back. */
export function takenBlind({ points }: BlindRules, due: number, availablePoints: number): number {
  switch (points) {
    case 'none':
      return 0;
    case 'within_balance':
      return Math.min(due, Math.max(0, availablePoints));
    case 'allow_negative':
      return due;
    default:
      return unreachable(points);
  }
}

export function refundOf(lines: readonly BlindLine[]): number {
  return sumOf(lines.map(({ refundMinor }) => refundMinor));
}
