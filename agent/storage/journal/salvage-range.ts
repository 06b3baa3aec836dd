import type Database from 'better-sqlite3';
import type { JournalHead } from '../../ports/journal.ts';
import { isDamage, sqliteCode } from '../sqlite/sqlite-code.ts';
import { readChainBase } from './chain-base.ts';
import { journalOf, type JournalSpan } from './journal-identity.ts';
import { operationHash } from './operation-hash.ts';
import { readExactly, RowFault } from './read-exactly.ts';
import { walkChain } from './walk-chain.ts';

/** A whole piece of a damaged chain: the operations after `base` up to `head`. */
export interface ChainPiece {
  base: JournalHead;
  head: JournalHead;
}

/**
 * The piece of a damaged chain that the till goes on with: the one up to the end, if it joins what the centre has, because then nothing unsent is missing;
 * else the one from the beginning to the break. Undefined where there is neither.
 *
 *   1 ────────── k ✗✗✗ m ──── a ──────── n        a: acknowledged
 *   └─ beginning ┘     └────── end ──────┘
 */
export function pieceToKeep(db: Database.Database, journals: readonly JournalSpan[], acknowledged: JournalHead | undefined): ChainPiece | undefined {
  const base = readChainBase(db, journals);
  const { head } = walkChain(journals, base, untilDamage(readExactly(db)));
  const beginning = { base, head };
  const end = pieceToTheEnd(db, journals, acknowledged);
  if (end !== undefined && end.head.seq > head.seq && end.joins) return { base: end.base, head: end.head };
  return head.seq > base.seq ? beginning : undefined;
}

function pieceToTheEnd(db: Database.Database, journals: readonly JournalSpan[], acknowledged: JournalHead | undefined): (ChainPiece & { joins: boolean }) | undefined {
  let piece: ChainPiece | undefined;
  let joins = false;
  for (const operation of untilDamage(readExactly(db, { newestFirst: true }))) {
    const journal = journalOf(journals, operation.seq);
    const follows = piece === undefined || (operation.seq === piece.base.seq && operation.hash === piece.base.hash);
    if (!follows || journal === undefined || operationHash(journal.journalId, operation) !== operation.hash) break;
    piece = { base: { seq: operation.seq - 1, hash: operation.prev }, head: piece?.head ?? { seq: operation.seq, hash: operation.hash } };
    const isAcknowledged = (at: JournalHead): boolean => at.seq === acknowledged?.seq && at.hash === acknowledged.hash;
    joins ||= isAcknowledged(operation) || isAcknowledged(piece.base);
  }
  return piece === undefined ? undefined : { ...piece, joins };
}

/** What can be read before the first row that cannot. */
export function* untilDamage<Row>(rows: Iterable<Row>): Generator<Row> {
  try {
    yield* rows;
  } catch (error) {
    if (!(error instanceof RowFault) && !isUnreadable(error)) throw error;
  }
}

/** A damaged list of tables makes plain SQL errors of what is not there. A disk that does not answer is no damage. */
export function isUnreadable(error: unknown): boolean {
  return isDamage(error) || sqliteCode(error) === 'SQLITE_ERROR';
}

