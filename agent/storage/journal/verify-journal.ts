import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { SinkPosition } from '../../ports/outbox.ts';
import { connectReadOnly } from '../sqlite/connect.ts';
import { isDamage } from '../sqlite/sqlite-code.ts';
import { besideBreak } from './beside-break.ts';
import { readCleanMark } from './clean-mark.ts';
import { asJournalFileError, JournalFileError } from './journal-file-error.ts';
import { readChainBase } from './chain-base.ts';
import { readJournals, type JournalSpan } from './journal-identity.ts';
import { assertReadable, readSchemaVersion } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { keyBreak } from './key-break.ts';
import { refuseOrphanedLog } from './orphaned-log.ts';
import { readExactly, RowFault } from './read-exactly.ts';
import { archiveFolder, readSegments } from './segment.ts';
import { assertReadableFile } from './usable-file.ts';
import { walkArchive } from './verify-archive.ts';
import { walkChain, type ChainBreak, type ChainWalk } from './walk-chain.ts';

export interface JournalReport {
  ok: boolean;
  /** The current journal's id; '' where the file was created but never begun */
  journalId: string;
  /** How many operations were read */
  operations: number;
  /** The last operation that holds */
  headSeq: number;
  headHash: string;
  /** How many of them lie in archived segments; absent where there are none */
  archived?: number;
  /** How many archived ones were not looked at, because their folder is not beside the file */
  notLookedAt?: number;
  /** The last operation that the centre is known to have, as it stood when it acknowledged it: the chain was compared with it */
  acknowledged?: { seq: number; hash: string };
  firstBreak?: ChainBreak;
}

/**
 * Walks the whole chain of a journal, which may be in use, without changing it, and names the first break.
 * It also asks whether the archived pieces follow one another, whether the end is still there (the last clean mark, the position that the centre acknowledged) whether SQLite finds the file's structure whole, and last whether what stands beside the chain fits it.
 * Throws `JournalFileError` where the file is missing, is no journal, or is damaged so far that nothing can be read.
 */
export function verifyJournal(path: string): JournalReport {
  refuseOrphanedLog(path);
  if (!existsSync(path)) throw new JournalFileError('journal-missing', `${path} does not exist`);
  assertReadableFile(path);
  try {
    const db = connectReadOnly(path);
    try {
      // One view of the file, so that a till that goes on selling does not move the end meanwhile. It ends with the connection: a damaged file may refuse a COMMIT.
      db.exec('BEGIN');
      return report(db, path);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asJournalFileError(path, error);
  }
}

function report(db: Database.Database, path: string): JournalReport {
  const file = readSchemaVersion(db);
  if (file === undefined) throw new JournalFileError('journal-not-ours', `${path} is an empty database`);
  assertReadable(path, file, allMigrations.at(-1)?.version ?? 0);
  const journals = readJournals(db);
  const archive = walkArchive(archiveFolder(path), journals, readSegments(db), readChainBase(db, journals));
  const walk = walkAll(db, journals);
  const position = readPosition(db);
  const firstBreak = archive.firstBreak ?? keyBreak(db, walk.head.seq) ?? walk.firstBreak ?? openingBreak(db, journals) ?? endBreak(db, walk, position) ?? structureBreak(db)
    ?? besideBreak(db, { headSeq: walk.head.seq, isOfNewerRelease: file.schemaVersion > (allMigrations.at(-1)?.version ?? 0) });
  return {
    ok: firstBreak === undefined,
    journalId: journals.at(-1)?.journalId ?? '',
    operations: archive.operations + walk.operations,
    ...(archive.operations === 0 ? {} : { archived: archive.operations }),
    ...(archive.notLookedAt === 0 ? {} : { notLookedAt: archive.notLookedAt }),
    headSeq: walk.head.seq,
    headHash: walk.head.hash,
    ...(position === undefined ? {} : { acknowledged: { seq: position.seq, hash: position.hash } }),
    ...(firstBreak === undefined ? {} : { firstBreak }),
  };
}

function walkAll(db: Database.Database, journals: readonly JournalSpan[]): ChainWalk {
  const after = readChainBase(db, journals);
  let { seq } = after;
  let damage: Pick<ChainBreak, 'reason' | 'detail'> | undefined;
  function* readable(): Generator<StoredOperation> {
    try {
      for (const operation of readExactly(db)) {
        seq = operation.seq;
        yield operation;
      }
    } catch (error) {
      if (error instanceof RowFault) damage = { reason: 'payload-changed', detail: `operation ${error.seq} was changed: ${error.message}` };
      else if (isDamage(error)) damage = { reason: 'unreadable', detail: `the file is damaged where operation ${seq + 1} should be: ${String(error)}` };
      else throw error;
    }
  }
  const walk = walkChain(journals, after, readable());
  // What does not hold before the damage comes first.
  if (damage === undefined || walk.firstBreak !== undefined) return walk;
  return { ...walk, firstBreak: { seq: walk.head.seq + 1, ...damage } };
}

/** Where the centre stood at the last acknowledgement; undefined before the first. */
function readPosition(db: Database.Database): SinkPosition | undefined {
  return db.prepare<[], SinkPosition>(`SELECT epoch, seq, hash FROM sink_position WHERE sink = 'central' AND seq > 0`).get();
}

/** The table of journals only repeats what the first operation of each says, so that it can be read without parsing: the chain covers the operation. */
function openingBreak(db: Database.Database, journals: readonly JournalSpan[]): ChainBreak | undefined {
  const payloadAt = db.prepare<[number], string>(`SELECT payload FROM operation WHERE seq = ? AND kind = 'journal-opened'`).pluck();
  for (const { fromSeq, prior } of journals) {
    const payload = payloadAt.get(fromSeq);
    // It is not in the file any more: only its end was kept.
    if (payload === undefined) continue;
    const said = (JSON.parse(payload) as { prior?: JournalSpan['prior'] }).prior;
    if (said?.journalId === prior?.journalId && said?.seq === prior?.seq && said?.hash === prior?.hash) continue;
    return { seq: fromSeq, reason: 'hash-mismatch', detail: `operation ${fromSeq} names another end of the journal before it than the table of journals` };
  }
  return undefined;
}

/** A chain that was cut off at its end holds in itself; only what others remember of it tells. */
function endBreak(db: Database.Database, walk: ChainWalk, position: SinkPosition | undefined): ChainBreak | undefined {
  const { head } = walk;
  const gap = (seq: number, who: string): ChainBreak => ({ seq: head.seq + 1, reason: 'seq-gap', detail: `the journal ends at operation ${head.seq}, but ${who} ${seq}` });
  const clean = readCleanMark(db);
  if (clean > head.seq) return gap(clean, 'its last clean mark is at');
  if (position === undefined) return undefined;
  if (position.seq > head.seq) return gap(position.seq, 'the centre has acknowledged operation');
  const hash = db.prepare<[number], string>('SELECT hash FROM operation WHERE seq = ?').pluck().get(position.seq);
  if (hash === undefined || hash === position.hash) return undefined;
  return { seq: position.seq, reason: 'hash-mismatch', detail: `operation ${position.seq} has the hash ${hash}, but the centre has acknowledged ${position.hash}` };
}

/** The chain covers the operations; the rest of the file (indexes, open sales, bundles) is only as whole as SQLite says. */
function structureBreak(db: Database.Database): ChainBreak | undefined {
  const finding = db.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get();
  return finding === undefined || finding === 'ok' ? undefined : { seq: 0, reason: 'unreadable', detail: `the chain holds, but the file is damaged elsewhere: ${finding}` };
}
