import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Reason } from '../../trace.ts';
import { unitsOf, type WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import type { Potential } from './potential.ts';
import { onLines, reason } from './reason.ts';

/** Goods that take no discount, and lines that keep what an order brought along. */
export function closedLines(lines: readonly WorkingLine[]): Reason[] {
  const closed = lines.filter(({ takesDiscounts }) => !takesDiscounts);
  const ordered = closed.filter(({ promotions }) => !promotions.takesNoDiscount);
  const taking = closed.filter((line) => !ordered.includes(line));
  return [
    ...(taking.length === 0 ? [] : [onLines(reason('room.no-discount', {}), taking)]),
    ...(ordered.length === 0 ? [] : [onLines(reason('room.order', {}), ordered)]),
  ];
}

/** Which floor holds each of the lines: the good's minimum price, or the cap of a line. */
export function floorsOf({ compiled: { bundle } }: WorkingSale, lines: readonly WorkingLine[]): Reason[] {
  const held = lines.filter(({ discountFloorMinor }) => discountFloorMinor > 0);
  const atMinPrice = held.filter(({ minPriceFloorMinor, discountFloorMinor }) => minPriceFloorMinor === discountFloorMinor);
  const atCap = held.filter((line) => !atMinPrice.includes(line));
  return [
    ...(atMinPrice.length === 0 ? [] : [onLines(reason('room.min-price', {}), atMinPrice)]),
    ...(atCap.length === 0 ? [] : [onLines(reason('room.line-cap', { capBasisPoints: bundle.caps.maxLineDiscountBasisPoints }), atCap)]),
  ];
}

export function receiptCap({ compiled: { bundle } }: WorkingSale): Reason {
  return reason('room.receipt-cap', { capBasisPoints: bundle.caps.maxReceiptDiscountBasisPoints });
}

/** Which of the promotion's own limits over the receipt leaves less than `wantedMinor`. */
export function ownLimits({ input }: WorkingSale, { id, limits }: CompiledPromotion, wantedMinor: number): Reason[] {
  const { discountMinor = wantedMinor, budget } = limits;
  const left = budget === undefined ? undefined : input.programme?.budgets?.find(({ promotionId }) => promotionId === id)?.leftMinor;
  if (left !== undefined && left < Math.min(wantedMinor, discountMinor)) return [left === 0 ? reason('room.budget-used', {}) : reason('room.budget', { leftMinor: left })];
  return discountMinor < wantedMinor ? [reason('room.limit', { limitMinor: discountMinor })] : [];
}

/** Has the promotion given all the money that its own limits allow? Then more goods are worth nothing to it. */
export function isSpent({ input }: WorkingSale, { id, limits }: CompiledPromotion, givenMinor: number): boolean {
  const left = limits.budget === undefined ? undefined : input.programme?.budgets?.find(({ promotionId }) => promotionId === id)?.leftMinor;
  return givenMinor >= Math.min(limits.discountMinor ?? Infinity, left ?? Infinity);
}

/** Limits of units that leave out units of these lines. */
export function unitLimits({ limits, reward }: CompiledPromotion, lines: readonly WorkingLine[]): Reason[] {
  if (reward.kind !== 'goods-percent' && reward.kind !== 'goods-amount' && reward.kind !== 'goods-price') return [];
  const { units: allowed, unitsPerLine } = limits;
  const longer = unitsPerLine === undefined ? [] : lines.filter((line) => unitsOf(line) > unitsPerLine);
  let units = 0;
  for (const line of lines) units += Math.min(unitsOf(line), unitsPerLine ?? Infinity);
  return [
    ...(unitsPerLine === undefined || longer.length === 0 ? [] : [onLines(reason('room.unit-limit-line', { limitUnits: unitsPerLine }), longer)]),
    ...(allowed === undefined || units <= allowed ? [] : [reason('room.unit-limit', { limitUnits: allowed })]),
  ];
}

/** Why the promotion takes nothing off lines that have room for it and are enough of it. */
export function nothingToTake({ reward }: CompiledPromotion, { lines }: Potential): Reason {
  if (lines.every(({ leftMinor }) => leftMinor === 0)) return reason('room.nothing-left', {});
  const isCheaper = reward.kind === 'goods-price' || reward.kind === 'sets' || ('off' in reward && reward.off.kind === 'price');
  return reason(isCheaper ? 'room.cheaper' : 'room.too-little', {});
}
