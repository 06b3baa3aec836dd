import type { BasketLine } from '../../basket/basket.ts';
import { lineGross } from '../../basket/line-gross.ts';
import type { GoodFacts } from '../../bundle/good-facts.ts';
import type { CompiledBundle } from '../../bundle/compiled.ts';
import { countingCustomer } from '../../customer/rights.ts';
import { mulDiv, mulDivAtMost } from '../../money/mul-div.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { SaleFacts } from '../../promotions/sale-facts.ts';
import type { PricedSale } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';

/** A line on its way through the pipeline. */
export interface WorkingLine {
  readonly line: BasketLine;
  readonly good: GoodFacts | undefined;
  readonly quantityMilli: number;
  readonly grossMinor: number;
  /** The good's minimum price × quantity: neither discounts nor points go below it */
  readonly minPriceFloorMinor: number;
  /** Discounts go no lower: minimum price, the line's cap, goods without discount */
  readonly discountFloorMinor: number;
  /** What the discounts so far left */
  leftMinor: number;
  readonly discounts: { promotionId: string; amountMinor: number }[];
  pointsPaidMinor: number;
  pointsSpent: number;
  /** Of them `percentPoints` came from `points-percent` promotions */
  pointsEarned: number;
  percentPoints: number;
}

/** A sale on its way through the pipeline. Only the stages of semantics 1 write to it. */
export interface WorkingSale {
  readonly facts: SaleFacts;
  /** In an order of their own, so that the order of scanning decides nothing */
  readonly lines: readonly WorkingLine[];
  /** What the receipt's cap still allows to take off */
  discountRoomMinor: number;
  readonly applied: PricedSale['promotions'];
}

export function openSale(compiled: CompiledBundle, input: PricingInput): WorkingSale {
  const { caps } = compiled.bundle;
  const lines = input.basket.lines.toSorted(compareLines).map((line) => openLine(compiled, line));
  const grossMinor = lines.reduce((sum, line) => sum + line.grossMinor, 0);
  const customer = countingCustomer(input.customer);
  return {
    facts: { time: input.time, storeId: input.storeId, lines, customer, favourite: favouriteCategories(compiled, customer, input.time.localDate) },
    lines,
    discountRoomMinor: mulDiv(grossMinor, caps.maxReceiptDiscountBasisPoints, 10_000, 'floor'),
    applied: [],
  };
}

/** Notes what a promotion gave; each promotion acts in one stage only, so it is noted once. */
export function noteApplied(sale: WorkingSale, promotion: Pick<Promotion, 'id' | 'name'>, discountMinor: number, points: number): void {
  if (discountMinor > 0 || points > 0) sale.applied.push({ promotionId: promotion.id, name: promotion.name, discountMinor, points });
}

function openLine(compiled: CompiledBundle, line: BasketLine): WorkingLine {
  const good = compiled.goods.get(line.sku);
  const grossMinor = lineGross(line);
  const minPriceFloorMinor = mulDivAtMost(good?.good.minPriceMinor ?? 0, line.quantityMilli, 1000, 'half-up', grossMinor);
  const maxDiscountMinor = mulDiv(grossMinor, compiled.bundle.caps.maxLineDiscountBasisPoints, 10_000, 'floor');
  return {
    line,
    good,
    quantityMilli: line.quantityMilli,
    grossMinor,
    minPriceFloorMinor,
    discountFloorMinor: good?.good.noDiscount === true ? grossMinor : Math.max(minPriceFloorMinor, grossMinor - maxDiscountMinor),
    leftMinor: grossMinor,
    discounts: [],
    pointsPaidMinor: 0,
    pointsSpent: 0,
    pointsEarned: 0,
    percentPoints: 0,
  };
}

/** Lines that are equal but for their id get the same anyway, or differ by one unit: then the id decides. */
function compareLines(a: BasketLine, b: BasketLine): number {
  return compare(a.sku, b.sku) || compare(a.unitPriceMinor, b.unitPriceMinor) || compare(a.quantityMilli, b.quantityMilli) || compare(a.lineId, b.lineId);
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function favouriteCategories(compiled: CompiledBundle, customer: PricingInput['customer'], localDate: string): ReadonlySet<string> | undefined {
  const favourite = customer?.favourite;
  return favourite !== undefined && localDate <= favourite.until ? compiled.subtrees.get(favourite.categoryId) : undefined;
}
