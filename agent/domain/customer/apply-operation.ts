import { bookAdjustment } from '../ledger/adjustment.ts';
import { bookReturn, bookSale } from '../ledger/book-on-account.ts';
import { lotsOfSale, saleLots } from '../ledger/lot.ts';
import type { OperationResolved } from '../operations/desk-operations.ts';
import type { OperationBody, Redemption } from '../operations/operation.ts';
import { countSale, uncountSale, uncountUses } from '../operations/sale-counts.ts';
import type { Account } from './account.ts';
import { spendAllowance, withoutAllowance } from './allowance.ts';
import { withoutHold } from './hold.ts';
import { withFavourite } from './favourite.ts';
import { withRegistration } from './registration.ts';
import { unreachable } from '../unreachable.ts';

/**
 * The account after one more operation. The till folds its own operations over the cached row with it; the centre uses the same.
 * A sale that spends under a hold ends the hold first, so that what it did not use comes back; a row from before the hold has none to end (DESIGN §4).
 * Operations on other accounts change nothing; those on one that was merged into it are its own.
 */
export function applyOperation(account: Account, body: OperationBody): Account {
  switch (body.kind) {
    case 'sale-committed': {
      if (!isAbout(account, body.payload.accountId)) return account;
      const { redemption, effects } = body.payload;
      const booked = bookSale(withoutCover(account, redemption), effects, lotsOfSale(body.payload));
      return countSale(booked, body.payload.counts ?? {});
    }
    case 'return-committed': {
      if (!isAbout(account, body.payload.accountId)) return account;
      const { effects, result, givesBack } = body.payload;
      const { account: booked } = bookReturn(account, effects, result.lots ?? []);
      const uncounted = givesBack === undefined ? booked : uncountUses(booked, givesBack);
      return result.leavesNothing === true ? uncountSale(uncounted) : uncounted;
    }
    case 'blind-return-committed':
      return isAbout(account, body.payload.accountId) ? bookReturn(account, body.payload.effects, []).account : account;
    case 'points-claimed':
      return isAbout(account, body.payload.accountId) ? bookSale(account, body.payload.effects, saleLots(body.payload.accruals ?? [], body.payload.soldOn)) : account;
    case 'hold-released':
      return isAbout(account, body.payload.accountId) ? withoutHold(account, body.payload.holdId) : account;
    case 'allowance-returned':
      return isAbout(account, body.payload.accountId) ? withoutAllowance(account, body.payload.allowanceId) : account;
    case 'favourite-chosen':
      return isAbout(account, body.payload.accountId) ? withFavourite(account, body.payload) : account;
    case 'points-adjusted':
      return isAbout(account, body.payload.accountId) ? bookAdjustment(account, body.payload) : account;
    case 'operation-resolved':
      return applyRepair(account, body.payload);
    // a person's fields are sealed: the till learns the name from the centre
    case 'customer-registered':
      return isAbout(account, body.payload.accountId) ? withRegistration(account, body.payload.questionnaireId) : account;
    case 'drill-held':
    case 'shift-reconciled':
    case 'customer-changed':
    case 'sale-cancelled':
    case 'operator-locked':
    case 'override-approved':
    case 'limit-hit':
    case 'journal-opened':
    // no points move; cards are folded by themselves, because one operation may be about cards of two accounts (`cards/card-fold.ts`)
    case 'card-issued':
    case 'card-activated':
    case 'card-bound':
    case 'card-replaced':
    case 'card-blocked':
    case 'card-unblocked':
      return account;
    default:
      return unreachable(body);
  }
}

/** A sale that is booked on this account after all. What a repair takes away is left out of the fold: `Journal.undone`. */
function applyRepair(account: Account, { repair, accountId, effects, accruals = [], counts = {}, soldOn, time }: OperationResolved): Account {
  if (repair !== 'relink' || !isAbout(account, accountId)) return account;
  return countSale(bookSale(account, effects, saleLots(accruals, soldOn ?? time.localDate)), counts);
}

/** What was set aside for the sale is set aside no more; the postings say what of it was spent. */
function withoutCover(account: Account, { holdId, allowance }: Partial<Redemption> = {}): Account {
  const released = holdId === undefined ? account : withoutHold(account, holdId);
  return allowance === undefined ? released : spendAllowance(released, allowance.allowanceId, allowance.points);
}

export function isAbout({ accountId, mergedIds = [] }: Account, named: string | undefined): boolean {
  return named !== undefined && (named === accountId || mergedIds.includes(named));
}
