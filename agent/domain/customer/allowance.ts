import type { Account, Allowance } from './account.ts';

/** The account with the allowance, its points taken off what may be spent. Nothing changes where the allowance is already there. */
export function withAllowance(account: Account, allowance: Allowance): Account {
  if (allowanceOf(account, allowance.allowanceId) !== undefined) return account;
  return withAllowances({ ...account, availablePoints: account.availablePoints - allowance.points }, [...(account.allowances ?? []), allowance]);
}

/** The account without the allowance, what was left of it given back. Nothing changes where there is no such allowance. */
export function withoutAllowance(account: Account, allowanceId: string): Account {
  const allowance = allowanceOf(account, allowanceId);
  if (allowance === undefined) return account;
  return withAllowances({ ...account, availablePoints: account.availablePoints + allowance.points }, (account.allowances ?? []).filter((each) => each !== allowance));
}

/** The allowance with so much less left: the points were spent. Nothing else of the account changes. */
export function spendAllowance(account: Account, allowanceId: string, points: number): Account {
  return withAllowances(account, (account.allowances ?? []).map((each) => (each.allowanceId === allowanceId ? { ...each, points: Math.max(0, each.points - points) } : each)));
}

export function allowanceOf({ allowances = [] }: Pick<Account, 'allowances'>, allowanceId: string): Allowance | undefined {
  return allowances.find((each) => each.allowanceId === allowanceId);
}

function withAllowances({ allowances: _before, ...account }: Account, allowances: readonly Allowance[]): Account {
  return allowances.length === 0 ? account : { ...account, allowances: [...allowances] };
}
