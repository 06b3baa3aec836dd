import type { FavouriteChosen } from '../../../agent/domain/operations/customer-operations.ts';
import { favouriteUntil, monthOf } from '../../../agent/domain/customer/favourite-rules.ts';
import { change } from '../accounts/books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { settleChoices, type FavouriteChoice } from './favourite-choices.ts';

/**
 * Adds a choice to those of its month and says anew which of them count: the first by time, as many as the programme allows, in whatever order they arrive.
 * One that counted until now and does so no more is parked.
 */
export function applyFavourite(state: BatchState, item: BatchItem, chosen: FavouriteChosen): Outcome {
  const { accountId, categoryId, from, until } = chosen;
  if (state.books.accounts.get(accountId)?.programmeId !== chosen.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const rules = (state.bundles.get(chosen.bundle.hash)?.bundle ?? state.inForce)?.favourite;
  if (rules?.categories.includes(categoryId) !== true) return { verdict: 'parked', reason: 'category-not-offered', accountId };
  if (chosen.tillId !== item.tillId || from !== chosen.time.localDate || until !== favouriteUntil(rules, from)) {
    report(state, item, 'defect', accountId, { what: 'favourite' });
    return { verdict: 'parked', reason: 'defect', accountId };
  }
  const { byAccount, changed, displaced } = state.favourites;
  const { opId, journalId, seq, receivedAtMs } = item;
  const choice: FavouriteChoice = { opId, accountId, categoryId, from, until, atMs: item.clock === 'suspect' ? receivedAtMs : item.atMs, journalId, seq, wins: false };
  const settled = settleChoices([...(byAccount.get(accountId) ?? []), choice], monthOf(from), rules.perMonth);
  byAccount.set(accountId, settled.choices);
  changed.add(accountId);
  for (const lost of settled.lost) displaced.add(lost);
  change(state.books, accountId, (account) => ({ ...account, ...settled.shown }));
  return settled.choices.some((each) => each.opId === opId && each.wins) ? { verdict: 'applied', accountId } : { verdict: 'parked', reason: 'favourite-chosen-before', accountId };
}
