import { type CompiledPromotion, concernsLine } from '../../../promotions/compiled-promotion.ts';
import type { PricedSale } from '../../priced-sale.ts';
import type { Reason, TracedPromotion } from '../../trace.ts';
import { sumOf } from '../give.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { unreachable } from '../../../unreachable.ts';
import type { Concerned } from './concerned.ts';
import { describeGoods } from './describe-goods.ts';
import { tellDiscount } from './discount-told.ts';
import { tellPoints } from './points-told.ts';
import { discountedBy } from './lost.ts';
import { idsOf, reason } from './reason.ts';
import { tellRounding } from './rounding-told.ts';
import type { Sources } from './sources.ts';
import { standAfter } from './stand.ts';
import { notApplied, type Told } from './told.ts';
import { unmetBy } from './unmet.ts';

/** What became of the promotion, beside what the result says that it gave. */
export function tellPromotion(sale: WorkingSale, sources: Sources, { promotionId, name, promotion, lines }: Concerned, priced: PricedSale): TracedPromotion {
  // An order may name a promotion for a discount that now gives points: then it stands there twice.
  const given = priced.promotions.filter((one) => one.promotionId === promotionId);
  const discountMinor = sumOf(given.map((one) => one.discountMinor));
  const points = sumOf(given.map((one) => one.points));
  const told = promotion === undefined ? silent : tell(sale, sources, promotion, lines, priced, points);
  const offered = priced.gifts?.find((gift) => gift.promotionId === promotionId);
  const acted = discountMinor > 0 ? linesWith(priced, promotionId) : idsOf(told.lines);
  return {
    promotionId,
    name,
    verdict: discountMinor > 0 || points > 0 || offered !== undefined ? 'applied' : told.verdict,
    lineIds: acted,
    discountMinor,
    points,
    reasons: offered === undefined ? reasonsOf(told, discountMinor, acted) : [reason('more.gift', { giftUnits: offered.units }, [describeGoods({ kind: 'sku', skus: offered.skus }, sale.compiled)])],
  };
}

/** What gave something without being applied in this sale came with an order. */
function reasonsOf({ verdict, reasons }: Told, discountMinor: number, acted: string[]): Reason[] {
  return verdict !== 'applied' && discountMinor > 0 ? [{ ...reason('room.order', {}), lineIds: acted }] : reasons;
}

const silent: Told = { verdict: 'applied', lines: [], reasons: [] };

function tell(sale: WorkingSale, sources: Sources, promotion: CompiledPromotion, lines: readonly WorkingLine[], priced: PricedSale, points: number): Told {
  switch (promotion.stage) {
    case 'line':
    case 'units':
    case 'basket':
      return tellDiscount(sale, sources, promotion, lines);
    case 'rounding':
      return tellRounding(sale, sources.final, promotion);
    case 'percent-points':
    case 'multiplier':
    case 'unit-points':
    case 'fixed-points':
      standAfter(sale, sources.final);
      return tellPoints(sale, sources, promotion, lines, points);
    case 'coupons':
      return tellUncontested(sale, sources, promotion, lines, priced.couponsIssued ?? []);
    case 'messages':
      return tellUncontested(sale, sources, promotion, lines, priced.messages);
    default:
      return unreachable(promotion.stage);
  }
}

/** Coupons and messages: where the condition holds and goods are there, they come. */
function tellUncontested(sale: WorkingSale, { final }: Sources, promotion: CompiledPromotion, lines: readonly WorkingLine[], given: readonly { readonly promotionId: string }[]): Told {
  standAfter(sale, final);
  const its = lines.filter((line) => concernsLine(promotion, line, sale.facts));
  if (given.some(({ promotionId }) => promotionId === promotion.id)) return { verdict: 'applied', lines: its, reasons: [] };
  const unmet = unmetBy(sale, promotion);
  return unmet.length > 0 ? notApplied('not-met', unmet) : notApplied('lost', discountedBy(sale, final, promotion, lines));
}

function linesWith({ lines }: PricedSale, id: string): string[] {
  return lines.filter(({ discounts }) => discounts.some(({ promotionId }) => promotionId === id)).map(({ lineId }) => lineId);
}
