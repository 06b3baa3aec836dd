import type { Database } from './database.ts';
import { formerTillKeysMigration } from './migrations/0160-former-till-keys.ts';
import { initialMigration } from './migrations/0010-initial.ts';
import { ledgerMigration } from './migrations/0020-ledger.ts';
import { notificationsMigration } from './migrations/0065-notifications.ts';
import { profilesMigration } from './migrations/0060-profiles.ts';
import { cardMigration } from './migrations/0100-cards.ts';
import { allowanceMigration } from './migrations/0080-allowances.ts';
import { mergedAllowancesMigration } from './migrations/0081-merged-allowances.ts';
import { sealedBlobMigration } from './migrations/0090-sealed-blobs.ts';
import { customersMigration } from './migrations/0120-customers.ts';
import { returnsMigration } from './migrations/0130-returns.ts';
import { writeSpeedMigration } from './migrations/0070-write-speed.ts';
import { revocationMigration } from './migrations/0030-revocation.ts';
import { webMigration } from './migrations/0040-web.ts';
import { staffMigration } from './migrations/0110-staff.ts';
import { tillContactMigration } from './migrations/0051-till-contact.ts';
import { keyRotationMigration } from './migrations/0050-key-rotation.ts';
import { qrUsesMigration } from './migrations/0150-qr-uses.ts';
import { resolutionMigration } from './migrations/0140-resolutions.ts';
import { referencesByStatementMigration } from './migrations/0180-references-by-statement.ts';
import { allowanceRecordsMigration } from './migrations/0190-allowance-records.ts';
import { budgetsRemovedMigration } from './migrations/0191-budgets-removed.ts';
import { packedPayloadsMigration } from './migrations/0192-packed-payloads.ts';
import { ownChangesByPlaceMigration } from './migrations/0193-own-changes-by-place.ts';
import { claimRefusalsMigration } from './migrations/0181-claim-refusals.ts';
import { revisedSalesMigration } from './migrations/0182-revised-sales.ts';
import { drainSpeedMigration } from './migrations/0210-drain-speed.ts';
import { claimsByAccountMigration } from './migrations/0201-claims-by-account.ts';
import { orderUsesMigration } from './migrations/0200-order-uses.ts';
import { salesByTimeMigration } from './migrations/0170-sales-by-time.ts';

/** One step of the schema. Frozen once it has landed: a change is a new step with a higher number. */
export interface Migration {
  /** Steps of 10, rising */
  id: number;
  name: string;
  statements: readonly string[];
}

const migrations: readonly Migration[] = [
  initialMigration, ledgerMigration, revocationMigration, webMigration, keyRotationMigration, tillContactMigration, writeSpeedMigration, sealedBlobMigration, profilesMigration,
  notificationsMigration, allowanceMigration, mergedAllowancesMigration, customersMigration, returnsMigration, resolutionMigration, staffMigration, cardMigration, qrUsesMigration, formerTillKeysMigration, salesByTimeMigration, referencesByStatementMigration, claimRefusalsMigration, revisedSalesMigration,
  allowanceRecordsMigration, budgetsRemovedMigration, packedPayloadsMigration, ownChangesByPlaceMigration, orderUsesMigration, claimsByAccountMigration, drainSpeedMigration,
];

/** Any number: it only has to be the same in every process of the centre. */
const migrationLock = 731_710;

/** Brings the schema up to date, each step in a transaction with its mark. Several processes may start at once. */
export async function migrate(database: Database, nowMs: number): Promise<void> {
  const applied = await appliedSteps(database);
  for (const migration of migrations.filter(({ id }) => !applied.has(id))) {
    await database.upkeep(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [migrationLock]);
      await tx.query('CREATE TABLE IF NOT EXISTS schema_migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_ms BIGINT NOT NULL)');
      const done = await tx.query<{ id: number }>('SELECT id FROM schema_migration WHERE id = $1', [migration.id]);
      if (done.length > 0) return;
      for (const statement of migration.statements) await tx.query(statement);
      await tx.query('INSERT INTO schema_migration (id, name, applied_at_ms) VALUES ($1, $2, $3)', [migration.id, migration.name, nowMs]);
    });
  }
}

/** Without a lock: what stands here is done for ever, and what is missing is looked at again under the lock. */
async function appliedSteps(database: Database): Promise<ReadonlySet<number>> {
  const [table] = await database.query<{ is_there: boolean }>("SELECT to_regclass('schema_migration') IS NOT NULL AS is_there");
  if (table?.is_there !== true) return new Set();
  const rows = await database.query<{ id: number }>('SELECT id FROM schema_migration');
  return new Set(rows.map(({ id }) => id));
}
