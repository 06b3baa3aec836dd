/** What unchanged lines of an order keep of the discounts that they had elsewhere. */
import type { BasketLine } from '../../basket/basket.ts';
import { allocate } from '../../money/allocate.ts';
import { before, sumOf } from './give.ts';
import type { LineDiscount, WorkingLine } from './working-line.ts';

/** Is the line as it was when the order was priced elsewhere? */
export function keepsOrder({ ordered, quantityMilli, unitPriceMinor }: BasketLine): boolean {
  return ordered !== undefined && ordered.quantityMilli === quantityMilli && ordered.unitPriceMinor === unitPriceMinor;
}

export function keepDiscounts(line: WorkingLine): void {
  keep(line, withinFloor(line));
}

/** What the receipt's cap took from the line of what it would keep of the promotion. */
export function cutByCap(line: WorkingLine, promotionId: string): number {
  return keepsOrder(line.line) ? amountOf(promotionId, withinFloor(line)) - amountOf(promotionId, line.kept) : 0;
}

/** The line's discounts from the order, in their order, as far as its floor allows. */
function withinFloor({ line: { ordered }, grossMinor, discountFloorMinor }: WorkingLine): LineDiscount[] {
  const kept: LineDiscount[] = [];
  let roomMinor = grossMinor - discountFloorMinor;
  for (const { promotionId, amountMinor } of ordered?.discounts ?? []) {
    const keptMinor = Math.min(amountMinor, roomMinor);
    if (keptMinor === 0) continue;
    kept.push({ promotionId, amountMinor: keptMinor });
    roomMinor -= keptMinor;
  }
  return kept;
}

function amountOf(promotionId: string, discounts: readonly LineDiscount[]): number {
  return sumOf(discounts.filter((discount) => discount.promotionId === promotionId).map(({ amountMinor }) => amountMinor));
}

/** One promotion's kept discounts: on which lines, at which place of each. */
interface Kept {
  readonly promotionId: string;
  readonly parts: { readonly line: WorkingLine; readonly place: number; readonly amountMinor: number }[];
  /** The first place that it has on any line */
  firstPlace: number;
}

/** Cuts what the lines keep to the receipt's cap, as promotions are cut: the one that reaches it gets what is left, in proportion to what each line would have kept, later ones nothing. */
export function keepWithinCap(lines: readonly WorkingLine[], capMinor: number): void {
  const amountsOf = new Map(lines.filter(({ kept }) => kept.length > 0).map((line) => [line, line.kept.map(() => 0)]));
  let roomMinor = capMinor;
  for (const { parts } of inOrder(lines)) {
    const wantedMinor = parts.map(({ amountMinor }) => amountMinor);
    const givenMinor = Math.min(sumOf(wantedMinor), roomMinor);
    const shares = allocate(givenMinor, wantedMinor, before(parts.map(({ line }) => line)));
    for (const [index, { line, place }] of parts.entries()) amountsOf.get(line)?.splice(place, 1, shares[index] ?? 0);
    roomMinor -= givenMinor;
  }
  for (const [line, amounts] of amountsOf) {
    keep(line, line.kept.map(({ promotionId }, place) => ({ promotionId, amountMinor: amounts[place] ?? 0 })).filter(({ amountMinor }) => amountMinor > 0));
  }
}

/** Promotions that stand first on one of their lines before those that stand second on all of them, and so on; at the same place by id. */
function inOrder(lines: readonly WorkingLine[]): Kept[] {
  const found = new Map<string, Kept>();
  for (const line of lines) {
    for (const [place, { promotionId, amountMinor }] of line.kept.entries()) {
      const kept = found.get(promotionId) ?? { promotionId, parts: [], firstPlace: place };
      found.set(promotionId, kept);
      kept.parts.push({ line, place, amountMinor });
      kept.firstPlace = Math.min(kept.firstPlace, place);
    }
  }
  return [...found.values()].sort((a, b) => a.firstPlace - b.firstPlace || (a.promotionId < b.promotionId ? -1 : 1));
}

function keep(line: WorkingLine, kept: readonly LineDiscount[]): void {
  line.kept = kept;
  line.openMinor = line.grossMinor - sumOf(kept.map(({ amountMinor }) => amountMinor));
  line.leftMinor = line.openMinor;
  line.stageMinor = line.openMinor;
}
