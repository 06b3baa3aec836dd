import type { JournalPiece } from '../../ports/centre-books.ts';
import type { DeskTill } from './desk-till.ts';

/** The longest piece that the centre compares at once. */
const maxOperations = 20_000;

/** A span of the file's operations, cut where one journal ends and the next begins, and where it would be too long for one question. */
export function piecesOf({ outbox }: Pick<DeskTill, 'outbox'>, fromSeq: number, toSeq: number): JournalPiece[] {
  return outbox.journals().flatMap(({ journalId, start, end }) => {
    const pieces: JournalPiece[] = [];
    const lastSeq = Math.min(toSeq, end?.seq ?? toSeq);
    for (let first = Math.max(fromSeq, start.seq + 1); first <= lastSeq; first += maxOperations) pieces.push({ journalId, fromSeq: first, toSeq: Math.min(lastSeq, first + maxOperations - 1) });
    return pieces;
  });
}
