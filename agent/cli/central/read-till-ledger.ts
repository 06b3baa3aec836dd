import type { TillLedger, TillOperation, TillPosting } from '../../../sync/central/compare-ledgers.ts';
import { refuseOrphanedLog } from '../../storage/journal/orphaned-log.ts';
import { connectReadOnly } from '../../storage/sqlite/connect.ts';
import { sqliteCode } from '../../storage/sqlite/sqlite-code.ts';
import { CliFailure } from '../cli-failure.ts';

const operationsSql = 'SELECT op_id AS opId, hash FROM operation ORDER BY seq';
const postingsSql = 'SELECT op_id AS opId, account, programme, bucket, CAST(amount_minor AS INTEGER) AS points FROM audit_ledger';

/** Works with a till's side of the books, from its `journal.db`, which its agent may be using: all of it as it was at the first look. Throws `CliFailure` for a file that cannot be read so. */
export async function withTillLedger<Result>(path: string, work: (ledger: TillLedger) => Promise<Result>): Promise<Result> {
  refuseOrphanedLog(path);
  const db = readable(path, () => connectReadOnly(path));
  try {
    const [operations, postings] = readable(path, () => {
      db.exec('BEGIN');
      return [db.prepare<[], TillOperation>(operationsSql), db.prepare<[], TillPosting>(postingsSql)] as const;
    });
    return await work({ operations: () => rowsOf(path, operations.iterate()), postings: () => rowsOf(path, postings.iterate()) });
  } finally {
    db.close();
  }
}

function* rowsOf<Row>(path: string, rows: IterableIterator<Row>): Generator<Row, void, void> {
  for (;;) {
    const next = readable(path, () => rows.next());
    if (next.done === true) return;
    yield next.value;
  }
}

function readable<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    throw new CliFailure('journal-unreadable', `the books of ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Ask till journal verify what is wrong with it`, 1, { cause: error });
  }
}
