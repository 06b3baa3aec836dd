import type { Account } from '../../../agent/domain/customer/account.ts';

export const through = (seq: number): { journalId: string; seq: number } => ({ journalId: 'journal-1', seq });

/** The account `a<n>` with the card `<n>` in six digits, unless others are given. */
export function account(n: number, more: Partial<Account> = {}): Account {
  return { accountId: `a${n}`, tier: 'base', givenName: `Айгүл ${n}`, availablePoints: n * 10, holds: [], cards: [{ number: cardNumber(n), state: 'active' }], ...more };
}

export function cardNumber(n: number): string {
  return String(n).padStart(6, '0');
}

export function accounts(from: number, to: number): Account[] {
  return Array.from({ length: to - from + 1 }, (_, at) => account(from + at));
}
