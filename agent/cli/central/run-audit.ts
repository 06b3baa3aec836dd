import { resolve } from 'node:path';
import { compareLedgers, type LedgerComparison, type LedgerDifference } from '../../../sync/central/compare-ledgers.ts';
import { withTillLedger } from './read-till-ledger.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface AuditOptions extends CentralChoice {
  json?: true;
}

type Audit = { file: string } & LedgerComparison;

/** `till central audit FILE…`: the books of tills against those of the centre, by SQL. Exit code 1 where a difference is explained by nothing. */
export async function runCentralAudit(files: readonly string[], { json, ...choice }: AuditOptions): Promise<void> {
  const audits = await withCentralDatabase(choice, async (db) => {
    const done: Audit[] = [];
    for (const file of files) done.push({ file, ...(await withTillLedger(resolve(file), async (ledger) => await compareLedgers(db, ledger))) });
    return done;
  });
  const ok = audits.every(isExplained);
  process.stdout.write(json === true ? `${JSON.stringify({ ok, tills: audits })}\n` : audits.flatMap(inWords).map((line) => `${line}\n`).join(''));
  if (!ok) process.exitCode = 1;
}

function isExplained({ unexplained, otherOperations }: Audit): boolean {
  return otherOperations.length === 0 && unexplained === 0;
}

function inWords(audit: Audit): string[] {
  const { file, compared, onlyAtTill, sums, differing, unexplained, differences, otherOperations } = audit;
  return [
    `${isExplained(audit) ? '✓' : '✗'} ${file}: ${compared} operations compared, ${onlyAtTill} not yet at the centre`,
    ...sums.map(({ bucket, tillPoints, centralPoints }) => `  ${bucket}: till ${tillPoints}, centre ${centralPoints}`),
    ...otherOperations.map(({ opId, journalId, seq }) => `✗ operation ${opId} (${journalId}, ${seq}) is another one at the centre: their hashes differ`),
    ...differences.map(differenceInWords),
    ...(differing > differences.length ? [`  of ${differing} postings that differ, ${unexplained} of them explained by nothing, these are the first ${differences.length}`] : []),
  ];
}

function differenceInWords({ opId, journalId, seq, account, bucket, tillPoints, centralPoints, explained }: LedgerDifference): string {
  return `${explained === null ? '✗' : '–'} operation ${opId} (${journalId}, ${seq}), account ${account}, ${bucket}: till ${tillPoints}, centre ${centralPoints}${explained === null ? '' : ` (${explained})`}`;
}
