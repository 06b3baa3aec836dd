import type { LotMove } from '../operations/operation.ts';

/** The most that a return may give back, take of pending points, and take of points that can be spent. */
export interface MovesLimit {
  readonly givenBack: number;
  readonly pending: number;
  readonly ready: number;
}

/** The moves as far as the limits go: of a return with a defect less is booked than it states. */
export function movesWithin(moves: readonly LotMove[], limit: MovesLimit): LotMove[] {
  const left = { ...limit };
  return moves.map((move) => {
    const side = sideOf(move);
    const points = Math.min(Math.abs(move.points), left[side]);
    left[side] -= points;
    return { ...move, points: move.points < 0 ? 0 - points : points };
  });
}

function sideOf({ bucket, points }: LotMove): keyof MovesLimit {
  if (points >= 0) return 'givenBack';
  return bucket === 'pending' ? 'pending' : 'ready';
}
