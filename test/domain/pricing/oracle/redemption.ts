/** Paying with points. */
import { type Identification, identificationStrengths } from '../../../../agent/domain/cards/card.ts';
import type { PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import { divide, split, sum } from './arithmetic.ts';
import { inOrder, type Line } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

export interface Redeemed {
  redeemable: PricedSale['redeemable'];
  pointsSpent: number;
  /** By line: the money that points paid, and the points */
  paidMinor: Map<Line, number>;
  spent: Map<Line, number>;
  spentFrom: { lotId: string; points: number }[];
}

type LimitedBy = PricedSale['redeemable']['limitedBy'];

export function redeem(lines: readonly Line[], world: World): Redeemed {
  const { bundle, input } = world;
  const { redemption, points } = bundle;
  const payable = lines.filter((line) => canBePaid(line, world));
  const forbidden = whyNot(payable, world);
  const byShare = Math.min(divide(sum(payable.map(({ left }) => left)), redemption.maxShareBasisPoints, 10_000, 'floor'), sum(payable.map(aboveMinimum)));
  const byMinMoney = redemption.minMoneyMinor === undefined ? Infinity : Math.max(0, sum(lines.map(({ left }) => left)) - redemption.minMoneyMinor);
  const byMoney = Math.min(byShare, byMinMoney);
  const balance = input.customer?.availablePoints ?? 0;
  const caps: [LimitedBy, number][] = [['share', pointsFor(byShare)], ['balance', inSteps(balance)], ['min-money', pointsFor(byMinMoney)]];
  const smallest = caps.reduce((least, cap) => (cap[1] < least[1] ? cap : least));
  const redeemable: PricedSale['redeemable'] = forbidden === undefined ? { maxPoints: smallest[1], limitedBy: smallest[0] } : { maxPoints: 0, limitedBy: forbidden };

  const pointsSpent = forbidden === undefined ? inSteps(Math.min(input.redeemPoints ?? 0, pointsFor(byMoney))) : 0;
  const paid = split(pointsSpent * points.valueMinor, payable.map(aboveMinimum));
  const spent = split(pointsSpent, paid);
  return {
    redeemable,
    pointsSpent,
    paidMinor: new Map(payable.map((line, index) => [line, paid[index] ?? 0])),
    spent: new Map(payable.map((line, index) => [line, spent[index] ?? 0])),
    spentFrom: takeFromLots(pointsSpent, world),
  };

  function inSteps(count: number): number {
    return Math.max(0, count - (count % redemption.stepPoints));
  }

  function pointsFor(amountMinor: number): number {
    return amountMinor === Infinity ? Infinity : inSteps(Math.floor(amountMinor / points.valueMinor));
  }
}

function whyNot(payable: readonly Line[], { bundle, input }: World): LimitedBy | undefined {
  if (input.customer === undefined) return 'no-customer';
  if (input.basket.external !== undefined) return 'external';
  if (input.customer.card.state !== 'active') return 'card-state';
  if (strength(input.identifiedBy) < strength(bundle.redemption.minStrengthToRedeem)) return 'identification';
  return payable.every((line) => aboveMinimum(line) === 0) ? 'goods' : undefined;
}

function strength(identifiedBy: Identification | undefined): number {
  return identifiedBy === undefined ? -1 : identificationStrengths.indexOf(identifiedBy);
}

function canBePaid(line: Line, world: World): boolean {
  const { goods } = world.bundle.redemption;
  return line.good?.noRedemption !== true && selects(goods ?? { kind: 'all' }, line, line.left, world);
}

function aboveMinimum(line: Line): number {
  return line.left - line.minimum;
}

/** The soonest to expire first; what has expired is not there, and a rest that no lot covers is left out. */
function takeFromLots(points: number, { input, today }: World): Redeemed['spentFrom'] {
  const lots = (input.customer?.lots ?? []).filter(({ expiresOn }) => expiresOn === undefined || expiresOn >= today);
  let rest = points;
  return lots
    .toSorted((a, b) => inOrder(a.expiresOn ?? '9999-99-99', b.expiresOn ?? '9999-99-99') || inOrder(a.lotId, b.lotId))
    .map((lot) => {
      const taken = Math.min(rest, lot.points);
      rest -= taken;
      return { lotId: lot.lotId, points: taken };
    })
    .filter((taken) => taken.points > 0);
}
