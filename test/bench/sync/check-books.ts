import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { readReport } from '../../../sync/central/report.ts';
import { findImbalances } from '../../central/kit/audit.ts';
import { quietLog } from '../../central/kit/database-of.ts';
import type { CentralUnderTest } from './central-under-test.ts';

/** Everything arrived, nothing was refused, and the books balance. */
export async function checkBooks({ databaseUrl }: CentralUnderTest, expected: number): Promise<void> {
  const db = await openPostgres({ url: databaseUrl, poolSize: 1, log: quietLog });
  try {
    const report = await readReport(db, Date.now());
    const imbalances = await findImbalances(db);
    if (report.operations === expected && report.parked + report.waiting + report.findings.defect + imbalances.operations.length + imbalances.accounts.length === 0) return;
    throw new Error(`the drain left ${JSON.stringify({ ...report, expected, imbalances })}`);
  } finally {
    await db.close();
  }
}
