import type { Account, Hold } from './account.ts';

/** The account with the hold added and its points taken off what may be spent. Nothing changes where the hold is already there. */
export function withHold(account: Account, hold: Hold): Account {
  if (account.holds.some(({ holdId }) => holdId === hold.holdId)) return account;
  return { ...account, availablePoints: account.availablePoints - hold.points, holds: [...account.holds, hold] };
}

/** The account without the hold, its points given back. Nothing changes where there is no such hold. */
export function withoutHold(account: Account, holdId: string): Account {
  const hold = account.holds.find((candidate) => candidate.holdId === holdId);
  if (hold === undefined) return account;
  return { ...account, availablePoints: account.availablePoints + hold.points, holds: account.holds.filter((candidate) => candidate !== hold) };
}
