import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { SaleCounts } from '../../domain/operations/sale-counts.ts';
import type { TrustedNow } from '../../ports/clock.ts';
import type { Journal, JournalHead, OperationDraft, TillChanges } from '../../ports/journal.ts';
import type { SaleRecord } from '../../ports/sales.ts';
import type { CurrentJournal } from './begin-journal.ts';
import type { CleanMark } from './clean-mark.ts';
import { failpoint } from './failpoints.ts';
import { foundBy } from './found-by.ts';
import type { IdempotencyStore } from './idempotency-store.ts';
import { guarded } from './journal-fault.ts';
import type { LogDoubt } from './log-doubt.ts';
import { operationHash } from './operation-hash.ts';
import type { OperationIndex } from './operation-index.ts';
import { keysOf } from './operation-keys.ts';
import { journalOf, lastOf } from './journal-identity.ts';
import { operationColumns } from './operation-row.ts';
import { createOperationWriter, type EncodedOperation } from './operation-writer.ts';
import { createRecordWriter } from './record-writer.ts';
import { createSealedWriter } from './sealed-store.ts';
import { createThrough } from './through.ts';

export interface OperationLogOptions {
  durable: Database.Database;
  /** The file's journals; the last grows */
  current: CurrentJournal;
  cleanMark: CleanMark;
  idempotency: IdempotencyStore;
  doubt: LogDoubt;
  index: OperationIndex;
  onSaleWritten: (saleId: string) => void;
  onAppended: () => void;
}

type Changes = TillChanges | ((appended: readonly StoredOperation[]) => TillChanges);

/** The append-only chain of operations over the durable connection. */
export function createOperationLog(options: OperationLogOptions): Journal {
  const { durable, current, cleanMark, idempotency, doubt, index } = options;
  const { journalId } = lastOf(current.journals);
  const writeOperation = createOperationWriter(durable, 'indexed-later');
  const writeSealed = createSealedWriter(durable);
  const records = createRecordWriter(durable);
  const ofAccount = durable.prepare<[string, string, number], StoredOperation>(
    `SELECT ${operationColumns} FROM operation WHERE ${foundBy('account_id = ?')} AND seq > ? ORDER BY seq`,
  );
  const ofSale = durable.prepare<[string, string], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE ${foundBy('sale_id = ?')} ORDER BY seq`);
  // Word for word the expressions of the indexes.
  const ofCard = durable.prepare<[string, number, string, number], StoredOperation>(
    `SELECT ${operationColumns} FROM operation WHERE substr(kind, 1, 5) = 'card-' AND payload ->> '$.cardNumber' = ? AND seq > ?
     UNION ALL SELECT ${operationColumns} FROM operation WHERE kind = 'card-replaced' AND payload ->> '$.newCardNumber' = ? AND seq > ? ORDER BY seq`,
  );
  const ofReceipt = durable.prepare<[string, string, number], StoredOperation>(
    `SELECT ${operationColumns} FROM operation WHERE ${foundBy('receipt_number = ?')} AND kind = 'sale-committed' ORDER BY seq DESC LIMIT ?`,
  );
  const returned = durable.prepare<[string, string], string>(
    `SELECT payload ->> '$.allowanceId' FROM operation WHERE ${foundBy('account_id = ?')} AND kind = 'allowance-returned'`,
  ).pluck();
  const undone = durable.prepare<[], string>(
    `SELECT payload ->> '$.opId' FROM operation WHERE kind = 'operation-resolved' AND payload ->> '$.repair' IN ('void', 'relink')
       AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.sink = 'central' AND d.seq = operation.seq AND d.state = 'parked')`,
  ).pluck();
  const bySeq = durable.prepare<[number], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE seq = ?`);
  const countsAfter = durable.prepare<[number], { seq: number; counts: string }>('SELECT seq, counts FROM operation WHERE seq > ? AND counts IS NOT NULL ORDER BY seq');
  // By the key alone: of what is not contained in the cache yet there is little, and of that hardly anything is a return.
  const givenBackAfter = durable.prepare<[number], { seq: number; counts: string }>(
    "SELECT seq, payload ->> '$.givesBack' AS counts FROM operation WHERE seq > ? AND kind = 'return-committed' AND payload ->> '$.givesBack' IS NOT NULL ORDER BY seq",
  );
  const countsIn = (rows: { seq: number; counts: string }[]) => rows.map(({ seq, counts }) => ({ seq, counts: JSON.parse(counts) as SaleCounts }));
  // Only this process writes, and the key refuses a seq that is there already; so the head need not be read again.
  let { head } = current;

  let writtenSale: SaleRecord | undefined;
  const write = durable.transaction((drafts: readonly OperationDraft[], encoded: readonly EncodedOperation[], operations: readonly StoredOperation[], changed: Changes) => {
    for (const [index, one] of encoded.entries()) {
      writeOperation(one);
      const blobs = drafts[index]?.sealed;
      if (blobs !== undefined) writeSealed(one.operation, blobs);
    }
    failpoint('journal-append-between-statements');
    const changes = typeof changed === 'function' ? changed(operations) : changed;
    writtenSale = changes.sale;
    if (changes.sale !== undefined) records.sale(changes.sale);
    if (changes.return !== undefined) records.return(changes.return);
    if (changes.idempotent !== undefined) idempotency.add(changes.idempotent);
    const [first, last] = [operations[0], operations.at(-1)];
    if (first !== undefined && last !== undefined) cleanMark.appended(first.seq, last.seq);
    failpoint('journal-append-before-commit');
  });

  return {
    journalId,
    head: () => head,
    append: (drafts, now, changes) => {
      const encoded = chain(journalId, head, drafts, now);
      const operations = encoded.map(({ operation }) => operation);
      doubt.noted(() => {
        doubt.settle();
        index.assertWhole();
        write.immediate(drafts, encoded, operations, changes);
      });
      if (writtenSale !== undefined) options.onSaleWritten(writtenSale.saleId);
      const last = operations.at(-1);
      if (last === undefined) return operations;
      failpoint('journal-append-after-commit');
      head = { seq: last.seq, hash: last.hash };
      index.appended(last.seq);
      options.onAppended();
      return operations;
    },
    operationsOfAccount: (accountId, afterSeq) => guarded(() => ofAccount.all(accountId, accountId, afterSeq)),
    operationsOfSale: (saleId) => guarded(() => ofSale.all(saleId, saleId)),
    operationsOfCard: (cardNumber, afterSeq) => guarded(() => ofCard.all(cardNumber, afterSeq, cardNumber, afterSeq)),
    salesWithReceipt: (receiptNumber, limit) => guarded(() => ofReceipt.all(receiptNumber, receiptNumber, limit)),
    returnedAllowances: (accountId) => new Set(guarded(() => returned.all(accountId, accountId))),
    undone: () => new Set(guarded(() => undone.all())),
    operation: (seq) => guarded(() => bySeq.get(seq)),
    // Its own journal is what this till wrote and checked.
    countsAfter: (afterSeq) => countsIn(guarded(() => countsAfter.all(afterSeq))),
    givenBackAfter: (afterSeq) => countsIn(guarded(() => givenBackAfter.all(afterSeq))),
    journalIdOf: (seq) => journalOf(current.journals, seq)?.journalId ?? journalId,
    throughOf: createThrough(durable, current.journals),
    idempotentAnswer: (client, key) => guarded(() => idempotency.find(client, key)),
  };
}

/** The drafts as operations that follow `head`. */
export function chain(journalId: string, head: JournalHead, drafts: readonly OperationDraft[], now: TrustedNow): EncodedOperation[] {
  let { seq, hash: prev } = head;
  // The payload need not be canonical: the hash covers its text by a digest, and the text is kept and sent as it stands.
  return drafts.map(({ opId, kind, schema, payload }) => {
    seq += 1;
    const text = JSON.stringify(payload);
    const payloadUtf8 = Buffer.from(text);
    const unhashed = { seq, opId, kind, schema, atMs: now.atMs, wallMs: now.wallMs, clock: now.clock, payload: text, prev };
    prev = operationHash(journalId, unhashed, payloadUtf8);
    return { operation: { ...unhashed, hash: prev }, payloadUtf8, keys: keysOf(payload) };
  });
}
