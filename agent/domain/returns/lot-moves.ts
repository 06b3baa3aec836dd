import { lotOf, lotsOfSale, postsPending } from '../ledger/lot.ts';
import { compareLots, pointsIn } from '../ledger/move-lots.ts';
import type { LotMove, QuotedReturn } from '../operations/operation.ts';
import type { TakenBack } from './take-points-back.ts';
import type { ReturnableSale } from './returnable-sale.ts';

/**
 * Which lots a return moves. Points taken back: pending ones of the promotions that `taken` names, then what the sale gave that expires, the
 * soonest first; the rest has no lot. Points given back go where they came from, those that were spent last first; also to a lot whose last day is past.
 */
export function lotMoves(sale: ReturnableSale, earlier: readonly QuotedReturn[], today: string, taken: TakenBack, givenBack: number): LotMove[] {
  const pending = takenPending(sale, taken);
  const ready = takenReady(sale, earlier, today, taken.points - pointsIn(taken.from));
  // What is given back may be what is taken.
  return [...givenBackTo(sale, earlier, givenBack), ...pending, ...ready];
}

function takenPending(sale: ReturnableSale, { from }: TakenBack): LotMove[] {
  if (!postsPending(sale.effects)) return [];
  const moves = new Map<string, LotMove>();
  for (const { promotionId, points } of from) {
    const accrual = sale.result.accruals?.find((each) => each.promotionId === promotionId && each.availableOn !== undefined);
    if (accrual === undefined) continue;
    const lot = lotOf(accrual, sale.time.localDate);
    moves.set(lot.lotId, { ...lot, bucket: 'pending', points: (moves.get(lot.lotId)?.points ?? 0) - points });
  }
  return [...moves.values()];
}

function takenReady(sale: ReturnableSale, earlier: readonly QuotedReturn[], today: string, points: number): LotMove[] {
  const { pending, ready } = lotsOfSale(sale);
  const matured = pending.filter(({ availableOn, expiresOn }) => availableOn <= today && expiresOn !== undefined);
  const takenBefore = takenOf(earlier);
  const moves: LotMove[] = [];
  let left = points;
  for (const { lotId, expiresOn, points: given } of [...ready, ...matured].toSorted(compareLots)) {
    const part = Math.min(left, Math.max(0, given - (takenBefore.get(lotId) ?? 0)));
    if (part > 0) moves.push({ lotId, bucket: 'available', points: -part, ...(expiresOn === undefined ? {} : { expiresOn }) });
    left -= part;
  }
  return moves;
}

function takenOf(earlier: readonly QuotedReturn[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const { lotId, points } of earlier.flatMap(({ lots = [] }) => lots)) {
    if (points < 0) taken.set(lotId, (taken.get(lotId) ?? 0) - points);
  }
  return taken;
}

function givenBackTo(sale: ReturnableSale, earlier: readonly QuotedReturn[], points: number): LotMove[] {
  const { pointsSpent, pointsSpentFrom = [] } = sale.result;
  const known = new Map((sale.customer?.state.lots ?? []).map((lot) => [lot.lotId, lot]));
  let before = pointsIn(earlier.map(({ pointsGivenBack }) => ({ points: pointsGivenBack }))) - (pointsSpent - pointsIn(pointsSpentFrom));
  let left = points - Math.min(points, Math.max(0, -before));
  const moves: LotMove[] = [];
  for (const { lotId, points: spent } of pointsSpentFrom.toReversed()) {
    const part = Math.min(left, Math.max(0, spent - Math.max(0, before)));
    before -= spent;
    left -= part;
    const lot = known.get(lotId);
    // Points without a last day are in no lot.
    if (part > 0 && lot?.expiresOn !== undefined) moves.push({ lotId, bucket: 'available', points: part, expiresOn: lot.expiresOn });
  }
  return moves;
}
