import type { SaleView } from '../../../agent/contract/sale.ts';

/** How the programme's points pay: what the till's status says. */
export interface PointsRate {
  /** Decimal digits of the sub-unit */
  scale: number;
  /** What one sub-unit pays */
  valueMinor: number;
  /** Decimal digits of the currency */
  exponent: number;
}

/** A ready answer to "how many?". Undefined where it makes no sense for this sale. */
export interface PointsChoices {
  max: number;
  half: number | undefined;
  /** So that a round sum is left, and what it is */
  exact: { points: number; leftMinor: number } | undefined;
}

/** Round sums, in whole units of the currency, the roundest first. */
const roundSums = [1000, 100, 10, 1];

export function pointsChoices(priced: SaleView['priced'], rate: PointsRate): PointsChoices {
  const max = priced.redeemable.maxPoints;
  const wholePoint = 10 ** rate.scale;
  const half = Math.floor(max / 2 / wholePoint) * wholePoint;
  return { max, half: half > 0 ? half : undefined, exact: exactChoice(priced.netMinor, max, rate) };
}

function exactChoice(netMinor: number, max: number, { exponent, valueMinor }: PointsRate): PointsChoices['exact'] {
  for (const sum of roundSums) {
    const changeMinor = netMinor % (sum * 10 ** exponent);
    const points = changeMinor / valueMinor;
    if (points > 0 && Number.isInteger(points) && points <= max) return { points, leftMinor: netMinor - changeMinor };
  }
  return undefined;
}

/** What is left to pay after these points. */
export function leftMinor(priced: SaleView['priced'], points: number, { valueMinor }: PointsRate): number {
  return priced.netMinor - points * valueMinor;
}
