import { availableChange } from '../ledger/effects.ts';
import type { OperationBody } from '../operations/operation.ts';
import type { Account } from './account.ts';
import { withoutHold } from './hold.ts';
import { unreachable } from '../unreachable.ts';

/**
 * The account after one more operation. The till folds its own operations over the cached row with it; the centre uses the same.
 * A sale that spends under a hold ends the hold first, so that what it did not use comes back; a row from before the hold has none to end (DESIGN §4).
 * Operations on other accounts change nothing.
 */
export function applyOperation(account: Account, body: OperationBody): Account {
  switch (body.kind) {
    case 'sale-committed': {
      if (body.payload.accountId !== account.accountId) return account;
      const { redemption, effects } = body.payload;
      return withAvailable(redemption === undefined ? account : withoutHold(account, redemption.holdId), availableChange(effects));
    }
    case 'return-committed':
      return body.payload.accountId === account.accountId ? withAvailable(account, availableChange(body.payload.effects)) : account;
    case 'hold-released':
      return body.payload.accountId === account.accountId ? withoutHold(account, body.payload.holdId) : account;
    case 'sale-cancelled':
    case 'journal-opened':
      return account;
    default:
      return unreachable(body);
  }
}

function withAvailable(account: Account, change: number): Account {
  return change === 0 ? account : { ...account, availablePoints: account.availablePoints + change };
}
