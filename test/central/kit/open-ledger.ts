import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { accountColumns, accountFromRow, type AccountRow } from '../../../sync/central/accounts/account-rows.ts';
import { createBundleLibrary, type BundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { readRootKey } from '../../../sync/central/home/root-key.ts';
import type { RootKeys } from '../../../sync/central/home/root-keys.ts';
import { settleMeta } from '../../../sync/central/meta.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { createPhoneKeys, ensurePhoneKey, type PhoneKeys } from '../../../sync/central/profiles/phone-keys.ts';
import { createSealingKeys, ensureSealingKey, type SealingKeys } from '../../../sync/central/profiles/sealing-keys.ts';
import { receivePush } from '../../../sync/central/push/receive-push.ts';
import { seedShop } from '../../../sync/central/shop/seed-shop.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { saveTill } from '../../../sync/central/tills.ts';
import { dropDatabase } from '../../kit/postgres/test-databases.ts';
import { placeMigratedDatabase } from './place-database.ts';
import { databaseOf, quietLog } from './database-of.ts';
import { testJournal } from './test-journal.ts';
import { compileTestBundle } from './test-sale.ts';
import { makeTillKeys, testTill } from './test-till.ts';

/** The centre's database without its server, so that a test may look into the books at any moment. */
export interface OpenLedger {
  db: Database;
  /** Its home */
  folder: string;
  library: BundleLibrary;
  sealing: SealingKeys;
  rootKeys: RootKeys;
  phoneKeys: PhoneKeys;
  compiled: CompiledBundle;
  clock: { nowMs: number };
  account(accountId: string): Promise<Account>;
  /** Takes one operation of a till, in a journal of its own; answers its verdict. */
  push(kind: string, payload: object, opId: string): Promise<string>;
  /** Takes the batches of one journal, each with its operations; answers their verdicts. */
  pushBatches(...batches: readonly (readonly PushedOperation[])[]): Promise<string[]>;
  /** Postings since the last call: `<op id>: <bucket> <points>, …` */
  newPostings(): Promise<string[]>;
  close(): Promise<void>;
}

export interface PushedOperation {
  readonly kind: string;
  readonly payload: object;
  readonly opId: string;
}

export async function openLedger(bundle: Bundle, accounts: readonly ShopAccount[], nowMs: number): Promise<OpenLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'till-ledger-'));
  await placeMigratedDatabase(join(folder, 'pg'));
  const { database } = databaseOf(folder);
  const { db, close } = await openCentralDatabase({ home: folder, ...(database === undefined ? {} : { database }), log: quietLog, nowMs });
  await settleMeta(db, 'epoch', 'epoch');
  const compiled = compileTestBundle(bundle);
  const rootKey = readRootKey(join(folder, 'root.key'));
  await seedShop(db, rootKey, { bundleText: JSON.stringify(bundle), compiled, accounts: [...accounts] }, nowMs);
  const library = createBundleLibrary();
  const rootKeys: RootKeys = { inForce: async () => await Promise.resolve(rootKey) };
  const sealing = createSealingKeys(rootKeys);
  await ensureSealingKey(db, rootKey, nowMs);
  await ensurePhoneKey(db, rootKey, nowMs);
  const keys = makeTillKeys();
  const till = { tillId: 'till-1', name: 'Касса', storeId: 'store-1', publicKey: keys.publicKey };
  await saveTill(db, till, 'token', nowMs);
  const clock = { nowMs };
  let seen = 0;
  const pushBatches: OpenLedger['pushBatches'] = async (...batches) => {
    const journal = testJournal();
    const enrolled = { tillId: till.tillId, tillName: till.name, storeId: till.storeId, token: 'token', rootPublicKey: '', keyId: '' };
    const verdicts: string[] = [];
    for (const operations of batches) {
      const from = journal.operations.length;
      for (const { kind, payload, opId } of operations) journal.append(kind, payload, { opId });
      const batch = testTill('', enrolled, keys).batch(journal, journal.operations.slice(from));
      const answer = await receivePush({ db, library, sealing, nowMs: clock.nowMs, log: { info: () => undefined, warn: () => undefined, error: () => undefined } }, till, { ...batch, protocol: 2, operations: [...batch.operations] });
      verdicts.push(...answer.verdicts.map(({ verdict, reason }) => (reason === undefined ? verdict : `${verdict} ${reason}`)));
    }
    return verdicts;
  };
  return {
    pushBatches,
    db,
    folder,
    library,
    sealing,
    rootKeys,
    phoneKeys: createPhoneKeys(rootKeys),
    compiled,
    clock,
    account: async (accountId) => {
      const rows = await db.query<AccountRow>(`SELECT ${accountColumns} FROM account a WHERE a.account_id = $1`, [accountId]);
      return accountFromRow(rows[0]!);
    },
    push: async (kind, payload, opId) => (await pushBatches([{ kind, payload, opId }])).join(),
    newPostings: async () => {
      const rows = await db.query<{ entry_id: number; op_id: string; bucket: string; points: number }>(
        'SELECT entry_id, op_id, bucket, amount_minor AS points FROM ledger_entry WHERE entry_id > $1 ORDER BY entry_id', [seen],
      );
      seen = rows.at(-1)?.entry_id ?? seen;
      const byOp = Map.groupBy(rows, ({ op_id }) => op_id);
      return [...byOp].map(([opId, entries]) => `${opId}: ${entries.map(({ bucket, points }) => `${bucket} ${points}`).sort().join(', ')}`);
    },
    close: async () => {
      await close();
      if (database !== undefined) await dropDatabase(database.url);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
