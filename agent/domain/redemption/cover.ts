import type { Redemption } from '../operations/operation.ts';

/**
 * On whose word an open sale spends points: first the hold of the centre, then the allowance of this till, then the programme's risk.
 * What stands here no other sale can take; it is spent at the commit, and free again when the sale drops it or is cancelled.
 */
export interface Cover {
  /** All of them together */
  readonly points: number;
  readonly hold?: { readonly holdId: string; readonly points: number; readonly expiresAtMs: number };
  readonly allowance?: { readonly allowanceId: string; readonly points: number; readonly usableUntilMs: number };
  readonly riskPoints?: number;
  /** The centre was out of reach */
  readonly offline?: true;
}

/** What of the cover a receipt has used that spent so many points, at most all. */
export function spendCover({ hold, allowance }: Cover, points: number): Redemption {
  const fromHold = Math.min(points, hold?.points ?? 0);
  const fromAllowance = Math.min(points - fromHold, allowance?.points ?? 0);
  const riskPoints = points - fromHold - fromAllowance;
  return {
    points,
    ...(hold === undefined ? {} : { holdId: hold.holdId }),
    ...(allowance === undefined || fromAllowance === 0 ? {} : { allowance: { allowanceId: allowance.allowanceId, points: fromAllowance } }),
    ...(riskPoints === 0 ? {} : { riskPoints }),
  };
}

/** Until when the cover promises anything before a receipt is printed; for ever where nothing of it ends. */
export function coverEndsAtMs({ hold, allowance }: Cover): number {
  return Math.min(hold?.expiresAtMs ?? Number.MAX_SAFE_INTEGER, allowance?.usableUntilMs ?? Number.MAX_SAFE_INTEGER);
}
