import type { Allowance } from '../../../agent/domain/customer/account.ts';

export type AllowanceState = 'granted' | 'recalled' | 'returned' | 'void';

/**
 * Why an allowance is no longer granted. It keeps the cause of its recall when its till returns it.
 *   short          a hold elsewhere was too short for its points
 *   card           the account has no active card
 *   till           its till is revoked or has two branches
 *   policy         the programme sets nothing aside any more, or less
 *   share          together with others it was more than the programme's share
 *   not-regular    the customer no longer comes to its till often enough
 *   expiring       points whose last day is past were kept for it
 *   administrator  somebody said so
 *   silent         its till gave nothing back to the end: the points are used again
 *   merged         its account became another one, for which the till has an allowance already
 *   replaced       another journal has taken the place of its own
 */
export type AllowanceCause = 'short' | 'card' | 'till' | 'policy' | 'share' | 'not-regular' | 'expiring' | 'administrator' | 'silent' | 'merged' | 'replaced';

/** An allowance as the centre keeps it. An end in `returned` or `void` is final. */
export interface AllowanceRecord extends Omit<Allowance, 'recalled'> {
  accountId: string;
  state: AllowanceState;
  cause?: AllowanceCause;
  /** All that was ever added */
  grantedPoints: number;
  /** How often something was */
  grants: number;
  grantedAtMs: number;
  /** From then on the points are used again, whatever its till says */
  reuseAtMs: number;
  recalledAtMs?: number;
  endedAtMs?: number;
  /** It was live in a backup that this database was restored to: what was added to it since is forgotten here, and not at its till */
  isOfBackup?: boolean;
}

export function isLive({ state }: AllowanceRecord): boolean {
  return state === 'granted' || state === 'recalled';
}

/** As tills are told of it. */
export function toldAllowance({ allowanceId, tillId, storeId, journalId, points, expiresAtMs, state }: AllowanceRecord): Allowance {
  return { allowanceId, tillId, storeId, journalId, points, expiresAtMs, ...(state === 'recalled' ? { recalled: true } : {}) };
}
