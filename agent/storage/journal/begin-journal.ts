import type Database from 'better-sqlite3';
import { genesisHash, type JournalOpened } from '../../domain/operations/operation.ts';
import type { TrustedNow } from '../../ports/clock.ts';
import type { JournalHead } from '../../ports/journal.ts';
import { readChainBase } from './chain-base.ts';
import { readJournals, type JournalSpan } from './journal-identity.ts';
import { chain } from './operation-log.ts';
import { createOperationWriter } from './operation-writer.ts';

export interface JournalIdentity {
  tillId: string;
  storeId: string;
  agentVersion: string;
}

/** Who begins a journal, and when. */
export interface Beginning {
  identity: JournalIdentity;
  newId: () => string;
  now: TrustedNow;
}

/** The file's journals, oldest first, and the last operation. */
export interface CurrentJournal {
  journals: readonly [...JournalSpan[], JournalSpan];
  base: JournalHead;
  head: JournalHead;
}

/** Finds the current journal, or begins the first one with its `journal-opened` operation in one transaction. */
export function currentJournal(durable: Database.Database, beginning: Beginning): CurrentJournal {
  if (readJournals(durable).length === 0) durable.transaction(() => beginJournal(durable, beginning, {})).immediate();
  const journals = readJournals(durable);
  const [last, base] = [journals.at(-1), readChainBase(durable, journals)];
  if (last === undefined) throw new Error('a journal that was begun is not there');
  const head = durable.prepare<[], JournalHead>('SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1').get() ?? base;
  return { journals: [...journals.slice(0, -1), last], base, head };
}

/** Begins a new journal id after what the file has, if anything, with the operation that says so. The caller holds the transaction. */
export function beginJournal(db: Database.Database, { identity, newId, now }: Beginning, after: Pick<JournalOpened, 'prior' | 'cause'>): void {
  const journalId = newId();
  const { tillId, storeId, agentVersion } = identity;
  const { prior } = after;
  db.prepare('INSERT INTO journal (journal_id, from_seq, opened_at_ms, prior_journal_id, prior_seq, prior_hash) VALUES (?, ?, ?, ?, ?, ?)').run(
    journalId, (prior?.seq ?? 0) + 1, now.atMs, prior?.journalId ?? null, prior?.seq ?? null, prior?.hash ?? null,
  );
  const opened = chain(journalId, prior ?? { seq: 0, hash: genesisHash }, [
    { opId: newId(), kind: 'journal-opened', schema: 1, payload: { tillId, storeId, agentVersion, ...after } },
  ], now);
  for (const one of opened) createOperationWriter(db)(one);
}
