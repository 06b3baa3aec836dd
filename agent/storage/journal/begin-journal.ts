import type Database from 'better-sqlite3';
import { genesisHash } from '../../domain/operations/operation.ts';
import type { TrustedNow } from '../../ports/clock.ts';
import type { JournalHead } from '../../ports/journal.ts';
import { readJournals } from './journal-identity.ts';
import { chain } from './operation-log.ts';
import { createOperationWriter } from './operation-writer.ts';

export interface JournalIdentity {
  tillId: string;
  storeId: string;
  agentVersion: string;
}

/** The file's current journal id and the last operation. */
export interface CurrentJournal {
  journalId: string;
  head: JournalHead;
}

/** Finds the current journal, or begins the first one with its `journal-opened` operation in one transaction. */
export function currentJournal(durable: Database.Database, identity: JournalIdentity, newId: () => string, now: TrustedNow): CurrentJournal {
  const current = readJournals(durable).at(-1);
  if (current === undefined) return beginJournal(durable, identity, newId, now);
  const head = durable.prepare<[], JournalHead>('SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1').get();
  return { journalId: current.journalId, head: head ?? { seq: current.fromSeq - 1, hash: current.prior?.hash ?? genesisHash } };
}

function beginJournal(durable: Database.Database, identity: JournalIdentity, newId: () => string, now: TrustedNow): CurrentJournal {
  const journalId = newId();
  const { tillId, storeId, agentVersion } = identity;
  const opened = chain(journalId, { seq: 0, hash: genesisHash }, [
    { opId: newId(), kind: 'journal-opened', schema: 1, payload: { tillId, storeId, agentVersion } },
  ], now);
  const writeOperation = createOperationWriter(durable);
  let head: JournalHead = { seq: 0, hash: genesisHash };
  durable.transaction(() => {
    durable.prepare('INSERT INTO journal (journal_id, from_seq, opened_at_ms) VALUES (?, 1, ?)').run(journalId, now.atMs);
    for (const operation of opened) {
      writeOperation(operation);
      head = { seq: operation.seq, hash: operation.hash };
    }
  }).immediate();
  return { journalId, head };
}
