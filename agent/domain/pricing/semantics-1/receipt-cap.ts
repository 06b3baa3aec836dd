import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { give, sumOf } from './give.ts';
import { reopenLines } from './open-sale.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** One promotion's discounts, where they stand. */
interface OfPromotion {
  readonly promotion: CompiledPromotion;
  readonly lines: WorkingLine[];
  readonly amountsMinor: number[];
}

/**
 * Keeps all discounts together within the receipt's cap: promotions use it up in the order of application, the one that reaches it gets what is
 * left, split in proportion to what each line would have got, and later ones get nothing. What an order brought along counts first, and is within the cap already (`keepWithinCap`).
 *
 * Done after the fact: a promotion before the one that reaches the cap never saw the cap, and of those after it nothing stays, so cutting backwards gives what giving
 * forwards would have.
 */
export function keepReceiptCap(sale: WorkingSale): void {
  let takenMinor = 0;
  for (const line of sale.lines) takenMinor += line.grossMinor - line.leftMinor;
  if (takenMinor <= sale.receiptCapMinor) return;

  let roomMinor = sale.receiptCapMinor;
  for (const line of sale.lines) roomMinor -= line.grossMinor - line.openMinor;
  const all = givenBy(sale);
  reopenLines(sale.lines);
  for (const { promotion, lines, amountsMinor } of all) {
    if (roomMinor <= 0) return;
    const wantedMinor = sumOf(amountsMinor);
    give(promotion, lines, amountsMinor, Math.min(wantedMinor, roomMinor));
    roomMinor -= wantedMinor;
  }
}

/** What each promotion gave, in the order of application. */
function givenBy({ lines, compiled }: WorkingSale): OfPromotion[] {
  const byOrdinal = new Map<number, OfPromotion>();
  for (const line of lines) {
    for (let one = line.given; one !== undefined; one = one.before) {
      const given = byOrdinal.get(one.ordinal) ?? { promotion: compiled.promotions.at(one.ordinal), lines: [], amountsMinor: [] };
      byOrdinal.set(one.ordinal, given);
      given.lines.push(line);
      given.amountsMinor.push(one.amountMinor);
    }
  }
  return [...byOrdinal.values()].sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
}
