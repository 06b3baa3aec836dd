import type { Account } from '../../../agent/domain/customer/account.ts';
import { shownOperation, withOperation } from '../../../agent/domain/customer/last-operations.ts';
import type { BatchItem } from '../push/batch-item.ts';

/** The account with this sale or return among its last ones, where it is one of them. */
export function noteOperation(account: Account, { opId, body }: Pick<BatchItem, 'opId' | 'body'>): Account {
  const { lastOperations = [] } = account;
  return body === undefined ? account : { ...account, lastOperations: withOperation(lastOperations, shownOperation(opId, body)) };
}
