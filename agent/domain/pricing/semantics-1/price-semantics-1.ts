import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { PricedLine, PricedSale } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';
import type { Promotions } from '../../promotions/promotions.ts';
import { appliedPromotions } from './applied-promotions.ts';
import { applyAccrual } from './accrual.ts';
import { collectDiscounts } from './collect-discounts.ts';
import { combineDiscounts } from './combine.ts';
import { couponStatuses } from './coupons.ts';
import { Taken } from './explain/taken.ts';
import { traceOf } from './explain/trace-of.ts';
import { offerGifts } from './gifts.ts';
import type { Given } from './given.ts';
import { issueCoupons } from './issue-coupons.ts';
import { spentFrom } from './lots.ts';
import { collectMessages } from './messages.ts';
import { openSale } from './open-sale.ts';
import { keepReceiptCap } from './receipt-cap.ts';
import { applyRedemption } from './redemption.ts';
import { applyRoundingStage } from './rounding-stage.ts';
import type { LineDiscount, WorkingLine } from './working-line.ts';
import { beginStage, type WorkingSale } from './working-sale.ts';

/** The pipeline of semantics 1, in its fixed order. It is in service for ever: a changed rule is a new semantics in a folder of its own. */
export function priceSemantics1(compiled: CompiledBundle, input: PricingInput): PricedSale {
  const sale = openSale(compiled, input);
  const combined = combineDiscounts(sale);
  const beforeCap = input.explain === true ? new Taken(sale) : undefined;
  keepReceiptCap(sale);
  applyRoundingStage(sale);
  sale.applied = collectDiscounts(sale);
  beginStage(sale);
  const redeemable = applyRedemption(sale);
  applyAccrual(sale);
  const priced = resultOf(sale, redeemable);
  addWhatElseThereIs(sale, priced);
  if (beforeCap !== undefined) priced.trace = traceOf(sale, combined, beforeCap, priced);
  return priced;
}

function resultOf(sale: WorkingSale, redeemable: PricedSale['redeemable']): PricedSale {
  const { bundle, hash } = sale.compiled;
  let grossMinor = 0;
  let netMinor = 0;
  let pointsSpent = 0;
  let pointsPaidMinor = 0;
  let pointsEarned = 0;
  for (const line of sale.lines) {
    grossMinor += line.grossMinor;
    netMinor += line.leftMinor;
    pointsSpent += line.pointsSpent;
    pointsPaidMinor += line.pointsPaidMinor;
    pointsEarned += line.pointsEarned;
  }
  return {
    semantics: 1,
    bundle: { serial: bundle.serial, hash },
    lines: sale.lines.map((line) => pricedLine(line, sale.compiled.promotions)),
    grossMinor,
    discountMinor: grossMinor - netMinor,
    netMinor,
    pointsSpent,
    pointsPaidMinor,
    payableMinor: netMinor - pointsPaidMinor,
    pointsEarned,
    promotions: appliedPromotions(sale),
    redeemable,
    messages: collectMessages(sale),
  };
}

/** The parts of the result that are absent where there is nothing to say. */
function addWhatElseThereIs(sale: WorkingSale, priced: PricedSale): void {
  const { accruals, compiled, facts, input } = sale;
  const gifts = offerGifts(sale);
  const issued = issueCoupons(sale);
  const spent = spentFrom(sale, priced.pointsSpent);
  if (gifts !== undefined) priced.gifts = gifts;
  if (issued !== undefined) priced.couponsIssued = issued;
  if (accruals !== undefined) priced.accruals = accruals;
  if (spent !== undefined) priced.pointsSpentFrom = spent;
  if (priced.pointsSpent > 0 && compiled.bundle.redemption.as === 'tender') priced.pointsPaidAs = 'tender';
  if (facts.external !== undefined) priced.external = facts.external;
  if (input.basket.coupons === undefined) return;
  const coupons = couponStatuses(sale, new Set([...priced.promotions, ...priced.messages, ...(gifts ?? []), ...(issued ?? [])].flatMap(({ promotionId }) => compiled.promotions.find(promotionId) ?? [])));
  if (coupons !== undefined) priced.coupons = coupons;
}

function pricedLine({ line, grossMinor, kept, given, leftMinor, pointsPaidMinor, pointsSpent, pointsEarned }: WorkingLine, promotions: Promotions): PricedLine {
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantityMilli: line.quantityMilli,
    unitPriceMinor: line.unitPriceMinor,
    grossMinor,
    discounts: discountsOf(kept, given, promotions),
    netMinor: leftMinor,
    pointsPaidMinor,
    pointsSpent,
    payableMinor: leftMinor - pointsPaidMinor,
    pointsEarned,
  };
}

/** In the order of application. */
function discountsOf(kept: readonly LineDiscount[], given: Given | undefined, promotions: Promotions): LineDiscount[] {
  if (given === undefined) return kept.length === 0 ? [] : [...kept];
  // There is nothing kept here: a line that keeps what its order gave takes no other discount.
  return givenInOrder(given, promotions);
}

/** Most lines that have any have one or two: their lists are simply written down. */
function givenInOrder(last: Given, promotions: Promotions): LineDiscount[] {
  const { before } = last;
  if (before === undefined) return [discountOf(last, promotions)];
  return before.before === undefined ? [discountOf(before, promotions), discountOf(last, promotions)] : severalOf(last, promotions);
}

function severalOf(last: Given, promotions: Promotions): LineDiscount[] {
  let count = 0;
  for (let one: Given | undefined = last; one !== undefined; one = one.before) {
    if (count === collected.length) collected.push(blank);
    count += 1;
  }
  let place = count;
  for (let one: Given | undefined = last; one !== undefined; one = one.before) {
    place -= 1;
    collected[place] = discountOf(one, promotions);
  }
  return collected.slice(0, count);
}

/** Written over by each line: a list that has grown takes ten times the room of one made to measure. */
const collected: LineDiscount[] = [];
const blank: LineDiscount = { promotionId: '', amountMinor: 0 };

function discountOf({ ordinal, amountMinor }: Given, promotions: Promotions): LineDiscount {
  return { promotionId: promotions.idAt(ordinal), amountMinor };
}
