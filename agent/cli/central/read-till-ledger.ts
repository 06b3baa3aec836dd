import type { TillLedger } from '../../../sync/central/compare-ledgers.ts';
import { refuseOrphanedLog } from '../../storage/journal/orphaned-log.ts';
import { connectReadOnly } from '../../storage/sqlite/connect.ts';
import { sqliteCode } from '../../storage/sqlite/sqlite-code.ts';
import { CliFailure } from '../cli-failure.ts';

const operationsSql = 'SELECT op_id AS opId, hash FROM operation ORDER BY seq';
const postingsSql = 'SELECT op_id AS opId, account, programme, bucket, CAST(amount_minor AS INTEGER) AS points FROM audit_ledger';

/** A till's side of the books, from its `journal.db`, which its agent may be using. Throws `CliFailure` for a file that cannot be read so. */
export function readTillLedger(path: string): TillLedger {
  refuseOrphanedLog(path);
  try {
    const db = connectReadOnly(path);
    try {
      return db.transaction(() => ({
        operations: db.prepare<[], TillLedger['operations'][number]>(operationsSql).all(),
        postings: db.prepare<[], TillLedger['postings'][number]>(postingsSql).all(),
      }))();
    } finally {
      db.close();
    }
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    throw new CliFailure('journal-unreadable', `the books of ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Ask till journal verify what is wrong with it`, 1, { cause: error });
  }
}
