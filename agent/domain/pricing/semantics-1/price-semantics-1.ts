import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { PricedLine, PricedSale } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';
import { appliedPromotions } from './applied-promotions.ts';
import { applyAccrual } from './accrual.ts';
import { accrualsOf } from './accrual-dates.ts';
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
  const priced: PricedSale = {
    semantics: 1,
    bundle: { serial: bundle.serial, hash },
    lines: sale.lines.map(pricedLine),
    grossMinor: 0,
    discountMinor: 0,
    netMinor: 0,
    pointsSpent: 0,
    pointsPaidMinor: 0,
    payableMinor: 0,
    pointsEarned: 0,
    promotions: appliedPromotions(sale),
    redeemable,
    messages: collectMessages(sale),
  };
  addUp(priced);
  return priced;
}

/** The parts of the result that are absent where there is nothing to say. */
function addWhatElseThereIs(sale: WorkingSale, priced: PricedSale): void {
  const { compiled, facts, input } = sale;
  const gifts = offerGifts(sale);
  const issued = issueCoupons(sale);
  const accruals = accrualsOf(sale);
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

function pricedLine({ line, grossMinor, kept, given, leftMinor, pointsPaidMinor, pointsSpent, pointsEarned }: WorkingLine): PricedLine {
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantityMilli: line.quantityMilli,
    unitPriceMinor: line.unitPriceMinor,
    grossMinor,
    discounts: discountsOf(kept, given),
    netMinor: leftMinor,
    pointsPaidMinor,
    pointsSpent,
    payableMinor: leftMinor - pointsPaidMinor,
    pointsEarned,
  };
}

/** In the order of application. */
function discountsOf(kept: readonly LineDiscount[], given: Given | undefined): LineDiscount[] {
  if (given === undefined) return kept.length === 0 ? [] : [...kept];
  // Most lines have one, and a list that has grown takes ten times the room of one made to measure.
  const discounts = [discountOf(given)];
  for (let one = given.before; one !== undefined; one = one.before) discounts.push(discountOf(one));
  if (discounts.length > 1) discounts.reverse();
  return kept.length === 0 ? discounts : [...kept, ...discounts];
}

function discountOf({ promotion, amountMinor }: Given): LineDiscount {
  return { promotionId: promotion.id, amountMinor };
}

function addUp(priced: PricedSale): void {
  for (const line of priced.lines) {
    priced.grossMinor += line.grossMinor;
    priced.netMinor += line.netMinor;
    priced.pointsSpent += line.pointsSpent;
    priced.pointsPaidMinor += line.pointsPaidMinor;
    priced.payableMinor += line.payableMinor;
    priced.pointsEarned += line.pointsEarned;
  }
  priced.discountMinor = priced.grossMinor - priced.netMinor;
}
