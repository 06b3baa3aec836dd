import { mulDiv } from '../money/mul-div.ts';
import type { QuotedReturn } from '../operations/operation.ts';
import type { DatedPoints, SaleClaim } from './sale-claim.ts';

/** What of a claim the goods earn that nobody brought back. */
export interface KeptClaim {
  readonly points: number;
  readonly accruals: readonly DatedPoints[];
}

/**
 * Each line loses its share of what came back of it. It looks at quantities alone, so it comes to the same in whatever order returns were made, and whether
 * they came before the claim or after it.
 */
export function keptClaim({ lines, accruals = [] }: SaleClaim, sold: readonly { readonly lineId: string; readonly quantityMilli: number }[], returns: readonly Pick<QuotedReturn, 'lines'>[]): KeptClaim {
  const soldMilli = new Map(sold.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]));
  const backMilli = new Map<string, number>();
  for (const { lineId, quantityMilli } of returns.flatMap((returned) => returned.lines)) backMilli.set(lineId, (backMilli.get(lineId) ?? 0) + quantityMilli);
  let points = 0;
  for (const { lineId, points: earned } of lines) {
    const whole = soldMilli.get(lineId) ?? 0;
    const back = Math.min(backMilli.get(lineId) ?? 0, whole);
    points += whole === 0 ? 0 : earned - mulDiv(earned, back, whole, 'floor');
  }
  return { points, accruals: accrualsWithin(accruals, points) };
}

/** As `lotsWithin`: what is cut is what could be spent first. */
function accrualsWithin(accruals: readonly DatedPoints[], points: number): DatedPoints[] {
  const pending = accruals.filter(({ availableOn }) => availableOn !== undefined);
  const ready = accruals.filter(({ availableOn }) => availableOn === undefined);
  let room = points;
  return [...pending, ...ready].flatMap((accrual) => {
    const within = Math.min(accrual.points, room);
    room -= within;
    return within === 0 ? [] : [{ ...accrual, points: within }];
  });
}
