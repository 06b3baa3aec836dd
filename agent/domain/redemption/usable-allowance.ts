import type { RedemptionRules } from '../bundle/bundle.ts';
import type { Account, Allowance } from '../customer/account.ts';
import type { ClockQuality } from '../time/business-time.ts';

/** What decides whether a till may spend of an allowance. */
export interface AllowanceUser {
  readonly journalId: string;
  /** The centre keeps another branch of the journal: whatever it was given may be spent twice */
  readonly isQuarantined: boolean;
  readonly clock: ClockQuality;
  readonly atMs: number;
}

/** The allowance that this journal may spend of now, the largest where there are several; what is left of it may be 0. */
export function usableAllowance({ allowances = [] }: Pick<Account, 'allowances'>, rules: Pick<RedemptionRules, 'offline'>, user: AllowanceUser): Allowance | undefined {
  if (user.isQuarantined || user.clock === 'suspect') return undefined;
  const usable = allowances.filter((each) => each.journalId === user.journalId && each.recalled !== true && user.atMs < usableUntilMs(each, rules));
  return usable.toSorted((a, b) => b.points - a.points)[0];
}

/** When the till stops: before the end, so that no clock that is a little slow spends what the centre has taken back. */
export function usableUntilMs({ expiresAtMs }: Allowance, rules: Pick<RedemptionRules, 'offline'>): number {
  return expiresAtMs - marginMs(rules);
}

/** A programme that has given allowances up has no margin: its tills have nothing to spend of. */
export function marginMs({ offline }: Pick<RedemptionRules, 'offline'>): number {
  return typeof offline === 'object' && offline.policy === 'allowance' ? offline.marginSeconds * 1_000 : 0;
}
