import { settleDue } from '../../../agent/domain/ledger/settle-due.ts';
import { post, type Books } from './books.ts';

/**
 * Books what is due on this account today, before something else is booked on it: so that nothing hangs on when the job last ran.
 * `cause` is the id of what is booked next; it makes the postings' ids, so it must come once.
 */
export function settleAccount(books: Books, accountId: string, today: string, cause: string): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) return;
  const { maturedPoints, expiredPoints, account: settled } = settleDue(booked.account, today);
  if (maturedPoints === 0 && expiredPoints === 0) return;
  post(books, accountId, `mature:${cause}`, [{ bucket: 'pending', points: -maturedPoints }, { bucket: 'available', points: maturedPoints }], (account) => ({
    ...settled, availablePoints: account.availablePoints + maturedPoints,
  }));
  post(books, accountId, `expire:${cause}`, [{ bucket: 'available', points: -expiredPoints }, { bucket: 'expired', points: expiredPoints }], () => settled);
}
