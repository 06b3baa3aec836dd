import { allocate } from '../../money/allocate.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { noteApplied, type WorkingLine, type WorkingSale } from './working-sale.ts';

/** Takes the wanted amounts off the lines. Where the receipt's cap does not leave room for all, each line gets its share of the room. */
export function giveDiscount(sale: WorkingSale, promotion: CompiledPromotion, lines: readonly WorkingLine[], wantedMinor: readonly number[]): void {
  const wantedSum = wantedMinor.reduce((sum, wanted) => sum + wanted, 0);
  const given = wantedSum > sale.discountRoomMinor ? allocate(sale.discountRoomMinor, wantedMinor) : wantedMinor;
  let givenSum = 0;
  for (const [index, line] of lines.entries()) {
    const amountMinor = given[index] ?? 0;
    if (amountMinor === 0) continue;
    line.leftMinor -= amountMinor;
    line.discounts.push({ promotionId: promotion.id, amountMinor });
    givenSum += amountMinor;
  }
  sale.discountRoomMinor -= givenSum;
  noteApplied(sale, promotion, givenSum, 0);
}

/** What discounts may still take off the line. */
export function discountRoom(line: WorkingLine): number {
  return line.leftMinor - line.discountFloorMinor;
}
