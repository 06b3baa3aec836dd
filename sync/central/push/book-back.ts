import { bookReturn } from '../../../agent/domain/ledger/book-on-account.ts';
import { postings } from '../../../agent/domain/ledger/effects.ts';
import { addLots } from '../../../agent/domain/ledger/move-lots.ts';
import { movesWithin } from '../../../agent/domain/ledger/moves-within.ts';
import type { LotMove } from '../../../agent/domain/operations/operation.ts';
import { post } from '../accounts/books.ts';
import type { BatchState } from './batch-state.ts';

/** What a return does to points. */
export interface Undone {
  givenBack: number;
  takenBack: number;
  /** Of those taken back: pending ones */
  pending: number;
}

/** Pending points that became available since the return was made at its till become pending again first: so the return is booked as its till did. */
export function bookBack({ books, today }: Pick<BatchState, 'books' | 'today'>, opId: string, accountId: string, { givenBack, takenBack, pending }: Undone, quotedMoves: readonly LotMove[]): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) return;
  const moves = movesWithin(quotedMoves, { givenBack, pending, ready: takenBack - pending });
  const effects = postings({ earned: -takenBack, pending: -pending, spent: -givenBack });
  const { account: after, maturedMeanwhile } = bookReturn(booked.account, effects, moves);
  if (maturedMeanwhile > 0) {
    const back = [{ lotId: opId, availableOn: today, points: maturedMeanwhile }];
    post(books, accountId, `pending-back:${opId}`, [{ bucket: 'available', points: -maturedMeanwhile }, { bucket: 'pending', points: maturedMeanwhile }], (account) =>
      addLots({ ...account, availablePoints: account.availablePoints - maturedMeanwhile }, { pending: back, ready: [] }));
  }
  post(books, accountId, opId, effects, () => after);
}
