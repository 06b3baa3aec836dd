import { lineGross } from '../../basket/line-gross.ts';
import type { CompiledBundle } from '../../bundle/compiled.ts';
import { isGood } from '../../promotions/compile-selector.ts';
import { countingCustomer } from '../../customer/rights.ts';
import { mulDiv, mulDivAtMost } from '../../money/mul-div.ts';
import type { BasketLine } from '../../basket/basket.ts';
import { plainBitsOf } from '../../promotions/plain-conditions.ts';
import { dateKey } from '../../time/calendar.ts';
import { usableCoupons } from './coupons.ts';
import { keepDiscounts, keepsOrder, keepWithinCap } from './kept-discounts.ts';
import type { PricingInput } from '../pricing-input.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** The sale before anything was taken off, but for what lines of an order keep. */
export function openSale(compiled: CompiledBundle, input: PricingInput): WorkingSale {
  const { basket, storeId, tillId, agentVersion, time } = input;
  // Not made by `map`: a list that was made empty and then filled is asked for holes wherever it is gone through, and this one is gone through everywhere.
  const lines: WorkingLine[] = [];
  let grossMinor = 0;
  let turnsOfLines = 0;
  let goodsGrossMinor = 0;
  let keptMinor = 0;
  let areAllGoods = true;
  for (const basketLine of basket.lines) {
    const line = openLine(compiled, basketLine, lines.length);
    lines.push(line);
    grossMinor += line.grossMinor;
    keptMinor += line.grossMinor - line.openMinor;
    if (isGood(line)) goodsGrossMinor += line.grossMinor;
    else areAllGoods = false;
    turnsOfLines |= line.promotions.turns;
  }
  const receiptCapMinor = mulDiv(grossMinor, compiled.bundle.caps.maxReceiptDiscountBasisPoints, 10_000, 'floor');
  if (keptMinor > receiptCapMinor) keepWithinCap(lines, receiptCapMinor);
  const customer = customerForConditions(compiled, input);
  return {
    compiled,
    input,
    facts: {
      time, storeId, tillId, agentVersion, lines, customer, goodsGrossMinor,
      dateKey: dateKey(time.localDate),
      plainBits: plainBitsOf(time.weekday, compiled.tierBits.of(customer?.tier)),
      region: compiled.regions.get(storeId),
      channel: basket.channel ?? 'till',
      payment: basket.payment?.method,
      external: basket.external,
      couponIds: usableCoupons(compiled, basket, input.programme),
      favourite: favouriteCategories(compiled, customer, time.localDate),
      withholdsLimited: input.programme?.withheld?.includes('customer-limits') === true,
    },
    lines,
    turns: turnsOfLines | compiled.index.everywhere.turns,
    turnsOfLines,
    receiptCapMinor,
    memo: compiled.memo.forNextSale(),
    mayHold: [undefined, undefined, undefined, undefined, undefined, undefined],
    goodsLines: areAllGoods ? lines : lines.filter(isGood),
    hasLineChoices: false,
    closestWinMinor: Number.MAX_SAFE_INTEGER,
    basketChoices: [],
    acts: [],
    hasCouponLines: false,
    applied: [],
    accruals: undefined,
  };
}

/** Puts the sale back to where it was when it was opened, to try another combination of promotions. */
export function reopenSale(sale: WorkingSale): void {
  reopenLines(sale.lines);
  sale.hasLineChoices = false;
  sale.closestWinMinor = Number.MAX_SAFE_INTEGER;
  sale.basketChoices = [];
  sale.acts = [];
  sale.hasCouponLines = false;
}

/** The same for some of its lines. */
export function reopenLines(lines: readonly WorkingLine[]): void {
  for (const line of lines) {
    line.leftMinor = line.openMinor;
    line.stageMinor = line.openMinor;
    line.given = undefined;
  }
}

function openLine(compiled: CompiledBundle, line: BasketLine, index: number): WorkingLine {
  const promotions = compiled.index.of(line.sku);
  const { minPriceMinor, isService, takesNoDiscount } = promotions;
  const { quantityMilli, unitPriceMinor } = line;
  const grossMinor = lineGross(line);
  const { maxLineDiscountBasisPoints } = compiled.bundle.caps;
  const minPriceFloorMinor = minPriceMinor === undefined ? 0 : mulDivAtMost(minPriceMinor, quantityMilli, 1000, 'half-up', grossMinor);
  const capFloorMinor = maxLineDiscountBasisPoints === 10_000 ? 0 : grossMinor - mulDiv(grossMinor, maxLineDiscountBasisPoints, 10_000, 'floor');
  const working: WorkingLine = {
    line,
    promotions,
    index,
    sku: line.sku,
    good: promotions.good,
    isService,
    quantityMilli,
    unitPriceMinor,
    grossMinor,
    minPriceFloorMinor,
    discountFloorMinor: takesNoDiscount ? grossMinor : Math.max(minPriceFloorMinor, capFloorMinor),
    takesDiscounts: !takesNoDiscount && !keepsOrder(line),
    kept: none,
    openMinor: grossMinor,
    leftMinor: grossMinor,
    stageMinor: grossMinor,
    given: undefined,
    pointsPaidMinor: 0,
    pointsSpent: 0,
    pointsEarned: 0,
    percentPoints: 0,
  };
  if (keepsOrder(line)) keepDiscounts(working);
  return working;
}

const none: never[] = [];

/** With an external programme that drops them, promotions see no customer. */
function customerForConditions({ bundle }: CompiledBundle, { customer, basket }: PricingInput): PricingInput['customer'] {
  const external = basket.external === undefined ? undefined : bundle.externalProgrammes?.find(({ id }) => id === basket.external);
  return external?.customerPromotions === 'drop' ? undefined : countingCustomer(customer);
}

function favouriteCategories(compiled: CompiledBundle, customer: PricingInput['customer'], localDate: string): ReadonlySet<string> | undefined {
  const favourite = customer?.favourite;
  return favourite !== undefined && localDate <= favourite.until ? compiled.subtrees.get(favourite.categoryId) : undefined;
}
