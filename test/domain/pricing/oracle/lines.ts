/** The lines of a sale while it is priced. */
import type { BasketLine } from '../../../../agent/domain/basket/basket.ts';
import type { Good } from '../../../../agent/domain/bundle/bundle.ts';
import type { PricedLine } from '../../../../agent/domain/pricing/priced-sale.ts';
import { divide, split, sum } from './arithmetic.ts';
import { goodOf, type World } from './world.ts';

export interface Line {
  basket: BasketLine;
  good: Good | undefined;
  gross: number;
  /** What it costs at least, by its minimum price */
  minimum: number;
  floor: number;
  /** What the discounts so far left */
  left: number;
  /** What was left when the stage began */
  atStage: number;
  /** A weighing is one unit */
  units: number;
  /** It came priced from elsewhere and is unchanged */
  kept: boolean;
  discounts: PricedLine['discounts'];
}

/** Fresh lines in canonical order: by sku, unit price, quantity and line id, so that the earlier of equals is always the same. */
export function freshLines(world: World): Line[] {
  const lines = world.input.basket.lines.map((line) => freshLine(line, world)).toSorted(inCanonicalOrder);
  cutKept(lines, receiptCap(lines, world));
  return lines;
}

/** What all discounts may take off together. */
export function receiptCap(lines: readonly Line[], { bundle }: World): number {
  return divide(sum(lines.map(({ gross }) => gross)), bundle.caps.maxReceiptDiscountBasisPoints, 10_000, 'floor');
}

/** What the lines keep uses the receipt's cap up: by the first place that a promotion has on any line, then by id. */
function cutKept(lines: readonly Line[], capMinor: number): void {
  const ids = [...new Set(lines.flatMap(({ discounts }) => discounts.map(({ promotionId }) => promotionId)))];
  const firstPlace = (id: string): number => Math.min(...lines.map(({ discounts }) => discounts.findIndex(({ promotionId }) => promotionId === id)).filter((place) => place >= 0));
  let left = capMinor;
  for (const id of ids.map((id) => ({ id, place: firstPlace(id) })).toSorted((a, b) => a.place - b.place || inOrder(a.id, b.id)).map((one) => one.id)) {
    const parts = lines.flatMap(({ discounts }) => discounts.filter(({ promotionId }) => promotionId === id));
    const amounts = parts.map(({ amountMinor }) => amountMinor);
    const given = split(Math.min(left, sum(amounts)), amounts);
    parts.forEach((part, index) => { part.amountMinor = given[index] ?? 0; });
    left -= sum(given);
  }
  for (const line of lines) {
    line.discounts = line.discounts.filter(({ amountMinor }) => amountMinor > 0);
    line.left = line.gross - sum(line.discounts.map(({ amountMinor }) => amountMinor));
    line.atStage = line.left;
  }
}

function freshLine(basket: BasketLine, { bundle }: World): Line {
  const good = goodOf(bundle, basket.sku);
  const gross = divide(basket.quantityMilli, basket.unitPriceMinor, 1000, 'half-up');
  const minimum = Math.min(gross, divide(good?.minPriceMinor ?? 0, basket.quantityMilli, 1000, 'half-up'));
  const belowCap = gross - divide(gross, bundle.caps.maxLineDiscountBasisPoints, 10_000, 'floor');
  const floor = good?.noDiscount === true ? gross : Math.max(minimum, belowCap);
  const units = basket.quantityMilli % 1000 === 0 ? basket.quantityMilli / 1000 : 1;
  const { ordered } = basket;
  const kept = ordered !== undefined && ordered.quantityMilli === basket.quantityMilli && ordered.unitPriceMinor === basket.unitPriceMinor;
  const line: Line = { basket, good, gross, minimum, floor, left: gross, atStage: gross, units, kept, discounts: [] };
  if (kept) for (const { promotionId, amountMinor } of ordered.discounts) takeOff(line, promotionId, Math.min(amountMinor, roomOf(line)));
  return line;
}

export function takeOff(line: Line, promotionId: string, amountMinor: number): void {
  if (amountMinor === 0) return;
  line.left -= amountMinor;
  line.discounts.push({ promotionId, amountMinor });
}

export function roomOf(line: Line): number {
  return line.left - line.floor;
}

function inCanonicalOrder({ basket: a }: Line, { basket: b }: Line): number {
  return inOrder(a.sku, b.sku) || a.unitPriceMinor - b.unitPriceMinor || a.quantityMilli - b.quantityMilli || inOrder(a.lineId, b.lineId);
}

export function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
