import { mulDiv } from '../../../money/mul-div.ts';
import type { PricedSale, RedemptionLimit } from '../../priced-sale.ts';
import type { Reason } from '../../trace.ts';
import { sumsOf, takesPoints } from '../redemption.ts';
import type { WorkingSale } from '../working-sale.ts';
import { reason } from './reason.ts';
import { unreachable } from '../../../unreachable.ts';

/** How many points may pay this sale, which rule limits them, and whether fewer paid than were asked for. The lines must stand where all discounts leave them. */
export function redemptionRemarks(sale: WorkingSale, { redeemable: { maxPoints, limitedBy }, pointsSpent }: PricedSale): Reason[] {
  const { input: { customer, redeemPoints = 0 }, compiled: { bundle: { redemption: { stepPoints } } } } = sale;
  if (customer === undefined) return [];
  const why = [...whatLimits(sale, limitedBy), ...(stepPoints > 1 && maxPoints > 0 ? [reason('redemption.step', { stepPoints })] : [])];
  return [
    maxPoints === 0 ? reason('redemption.none', {}, why) : why.length === 0 ? reason('redemption.whole', { maxPoints }) : reason('redemption.most', { maxPoints }, why),
    ...(redeemPoints > pointsSpent ? [reason('redemption.less', { askedPoints: redeemPoints, spentPoints: pointsSpent })] : []),
  ];
}

function whatLimits(sale: WorkingSale, limitedBy: RedemptionLimit): Reason[] {
  const { input: { customer, mayRedeem }, facts, compiled: { bundle: { redemption, externalProgrammes } } } = sale;
  switch (limitedBy) {
    case 'no-customer':
      return [];
    case 'external':
      return [reason('room.external', { name: externalProgrammes?.find(({ id }) => id === facts.external)?.name ?? facts.external ?? '' })];
    case 'card-state':
      return [cardState(customer?.card.state)];
    case 'identification':
      return [reason('redemption.identification', { identification: redemption.minStrengthToRedeem })];
    case 'goods':
      return [whyNoGoods(sale)];
    case 'balance':
      return [reason('redemption.balance', { balancePoints: mayRedeem?.points ?? Math.max(0, customer?.availablePoints ?? 0) })];
    case 'offline':
      return [reason('redemption.offline', {})];
    case 'allowance':
    case 'risk-limit':
    case 'stale':
      return [reason(`redemption.${limitedBy}`, { mayPoints: mayRedeem?.points ?? 0 })];
    case 'min-money':
      return [reason('redemption.min-money', { leastMinor: redemption.minMoneyMinor ?? 0 })];
    case 'share':
      return shareOrFloor(sale);
    default:
      return unreachable(limitedBy);
  }
}

function cardState(state: string | undefined): Reason {
  if (state === 'blocked') return reason('room.card-blocked', {});
  return state === 'replaced' ? reason('room.card-replaced', {}) : reason('redemption.card-state', {});
}

/** Goods of which points could pay something, if discounts or minimum prices had left anything. */
function whyNoGoods(sale: WorkingSale): Reason {
  if (sumsOf(sale).takingMinor > 0) return reason('room.min-price', {});
  return reason(sale.lines.some((line) => line.grossMinor > 0 && takesPoints(line, sale)) ? 'room.nothing-left' : 'redemption.goods', {});
}

/** Which of the two is less: the share of the goods that take points, or what of them lies above minimum prices. Nothing is to say where points may pay all. */
function shareOrFloor(sale: WorkingSale): Reason[] {
  const { maxShareBasisPoints } = sale.compiled.bundle.redemption;
  const { takingMinor, redeemableMinor } = sumsOf(sale);
  const byShareMinor = mulDiv(takingMinor, maxShareBasisPoints, 10_000, 'floor');
  if (redeemableMinor < byShareMinor) return [reason('room.min-price', {})];
  return maxShareBasisPoints === 10_000 ? [] : [reason('redemption.share', { shareBasisPoints: maxShareBasisPoints })];
}
