import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../agent/storage/journal/open-journal.ts';
import { saleDraft, sampleNow } from '../storage/kit/samples.ts';
import { tamper } from '../storage/kit/test-journal.ts';
import { dropDatabase } from '../kit/postgres/test-databases.ts';
import { lastLine, runTill } from '../cli/support/till-process.ts';
import type { LedgerComparison } from '../../sync/central/compare-ledgers.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { inspect } from './kit/audit.ts';
import { databaseOf } from './kit/database-of.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, boris } from './kit/test-shop.ts';
import { storedOperations } from '../kit/stored-operations.ts';

describe('till central audit', () => {
  let central: TestCentral;
  const folder = mkdtempSync(join(tmpdir(), 'till-audit-'));
  const path = join(folder, 'journal.db');
  const [first, second] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    central = await startTestCentral();
    const till = await central.enrolTill();
    const store = openJournal({ path, identity: { tillId: 'till-1', storeId: 'store-1', agentVersion: '0.1.0' }, newId: randomUUID, now: () => sampleNow });
    for (const opId of [first, second]) store.journal.append([{ opId, kind: 'sale-committed', schema: 1, payload: testSale(central.compiled, { customer: anna }) }], sampleNow, {});
    const operations = storedOperations(store.outbox.read(0, 10));
    const batch = { journalId: store.outbox.journalId, operations, head: () => store.outbox.head(), append: () => operations[0]!, clone: () => batch };
    await till.push(batch);
    store.journal.append([saleDraft({ saleId: 'unsent' })], sampleNow, {});
    store.close();
    await central.stop();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    const { database } = databaseOf(central.home);
    if (database !== undefined) await dropDatabase(database.url);
    rmSync(central.home, { recursive: true });
  });

  const audit = async (file = path) => {
    const { database } = databaseOf(central.home);
    const { code, stdout, stderr } = await runTill(['central', 'audit', file, '--home', central.home, '--json', ...(database === undefined ? [] : ['--database', database.url])]);
    return { code, stderr, answer: JSON.parse(lastLine(stdout)) as { ok: boolean; code?: string; tills: LedgerComparison[] } };
  };
  const bookedPoints = 60;

  it('finds both books equal, posting by posting, and counts what was not yet sent', async () => {
    const { code, answer } = await audit();
    expect([code, answer.ok]).toEqual([0, true]);
    expect(answer.tills).toMatchObject([{
      compared: 3, onlyAtTill: 1, differences: [], otherOperations: [],
      sums: [{ bucket: 'available', tillPoints: 2 * bookedPoints, centralPoints: 2 * bookedPoints }, { bucket: 'earned', tillPoints: -2 * bookedPoints, centralPoints: -2 * bookedPoints }],
    }]);
  });

  it('finds them equal where the centre booked on the account that is left what the till booked on one that was merged', async () => {
    const redirect = async (to: string | null, bookedOn: string) => await inspect(central.home, async (db) => {
      await db.query('UPDATE account SET merged_into = $2 WHERE account_id = $1', [anna.accountId, to]);
      await db.query('UPDATE ledger_entry SET account_id = $2 WHERE op_id = $1', [second, bookedOn]);
    });
    await redirect(boris.accountId, boris.accountId);
    const { code, answer } = await audit();
    await redirect(null, anna.accountId);
    expect([code, answer.tills[0]?.differences]).toEqual([0, []]);
  });

  it('names a row that was edited at the centre, unless a finding explains it', async () => {
    await inspect(central.home, async (db) => await db.query("UPDATE ledger_entry SET amount_minor = amount_minor + 5 WHERE op_id = $1 AND bucket = 'available'", [first]));
    const { code, answer } = await audit();
    expect(answer.tills[0]!.differences).toMatchObject([{ opId: first, account: anna.accountId, bucket: 'available', tillPoints: bookedPoints, centralPoints: bookedPoints + 5, explained: null }]);
    expect([code, answer.ok]).toEqual([1, false]);
    await inspect(central.home, async (db) => await db.query("INSERT INTO finding (kind, journal_id, seq, op_id, detail, at_ms) VALUES ('goodwill', 'j', 2, $1, '{}', 0)", [first]));
    const explained = await audit();
    expect([explained.code, explained.answer.tills[0]!.differences[0]!.explained]).toEqual([0, 'goodwill']);
  });

  it('counts what differs to the last posting, and shows the first', async () => {
    await inspect(central.home, async (db) => {
      await db.query("INSERT INTO account (account_id, programme_id, tier, available_points, held_points, changed_position) SELECT 'extra-' || n, 'test', 'base', 0, 0, 1000000 + n FROM generate_series(1, 1200) AS n");
      await db.query("INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) SELECT 'extra-' || n, 'test', 'available', 5, $1, 0 FROM generate_series(1, 1200) AS n", [second]);
    });
    const { code, answer } = await audit();
    await inspect(central.home, async (db) => await db.query("DELETE FROM ledger_entry WHERE account_id LIKE 'extra-%'"));
    // one of before is explained
    expect([code, answer.tills[0]!.differing, answer.tills[0]!.unexplained, answer.tills[0]!.differences.length]).toEqual([1, 1_201, 1_200, 1_000]);
    expect(answer.tills[0]!.differences.every(({ explained }) => explained === null)).toBe(true);
  });

  it('names a row that was edited at the till, and one that is missing there', async () => {
    tamper(path, "UPDATE operation SET payload = json_set(payload, '$.effects[0].bucket', 'expired') WHERE op_id = ?", second);
    const { code, answer } = await audit();
    const differences = answer.tills[0]!.differences.filter(({ opId }) => opId === second);
    expect(differences.map(({ bucket, explained }) => ({ bucket, explained }))).toHaveLength(2);
    expect(differences.map(({ bucket }) => bucket)).toContain('expired');
    expect(code).toBe(1);
  });

  it('says which file it cannot read the books of', async () => {
    const none = join(folder, 'none.db');
    writeFileSync(none, 'no journal'.repeat(100));
    const { code, answer, stderr } = await audit(none);
    expect([code, answer.code]).toEqual([1, 'journal-unreadable']);
    expect(stderr).toContain(none);
  });
});
