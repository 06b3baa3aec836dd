import type { Account } from '../../../agent/domain/customer/account.ts';

/** The account without what the centre alone adds to it: its last operations, which tills show and no reducer makes. */
export function withoutLast({ lastOperations: _shown, ...account }: Account): Account {
  return account;
}
