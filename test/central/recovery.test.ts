import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { genesisHash } from '../../agent/domain/operations/operation.ts';
import { findImbalances, inspect } from './kit/audit.ts';
import { placeBlankDatabase, placeMigratedDatabase } from './kit/place-database.ts';
import { killWhileStarting, startCentralProcess } from './kit/central-process.ts';
import { testJournal } from './kit/test-journal.ts';
import { compileTestBundle, testSale } from './kit/test-sale.ts';
import { anna, testBundle, writeShopFolder } from './kit/test-shop.ts';

/** Each start of a process costs a second or more on a busy machine. */
const processTimeoutMs = 180_000;
const compiled = compileTestBundle(testBundle());

describe('a killed centre', () => {
  let home: string;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'till-central-kill-'));
    await placeBlankDatabase(join(home, 'pg'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('has every operation that it acknowledged, once, and its ledger balances', { timeout: processTimeoutMs }, async () => {
    const shop = writeShopFolder(join(home, 'shop'));
    await killWhileStarting(home, shop, 600);
    const journal = testJournal();
    let acknowledged = 0;
    let central = await startCentralProcess(home, shop);
    let till = await central.enrolTill();
    for (let round = 0; round < 2; round += 1) {
      const killed = sleep(150 + 100 * round).then(async () => await central.kill());
      try {
        for (;;) {
          while (journal.head().seq < acknowledged + 5) journal.append('sale-committed', testSale(compiled, { customer: anna }));
          const { body } = await till.push(journal, journal.operations.slice(acknowledged));
          acknowledged = body.position.seq;
        }
      } catch {
        // the connection broke: the till does not know whether its last batch was taken
      }
      await killed;
      central = await startCentralProcess(home, shop);
      till = central.reconnect(till);
      const position = await till.position(journal.journalId);
      expect(position.seq).toBeGreaterThanOrEqual(acknowledged);
      expect(position.hash).toBe(journal.operations[position.seq - 1]?.hash ?? genesisHash);
      acknowledged = position.seq;
    }
    if (journal.head().seq > acknowledged) await till.push(journal, journal.operations.slice(acknowledged));
    await central.kill();
    const { seq } = journal.head();
    await inspect(home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      expect(await db.query('SELECT count(*) AS operations, count(DISTINCT op_id) AS ids, max(seq) AS last FROM operation')).toEqual([{ operations: seq, ids: seq, last: seq }]);
      expect(await db.query('SELECT available_points FROM account WHERE account_id = $1', [anna.accountId])).toEqual([{ available_points: anna.openingPoints + 60 * seq }]);
      expect(await db.query('SELECT count(*) AS accounts FROM account')).toEqual([{ accounts: 3 }]);
    });
  });
});

describe('failpoints', () => {
  let home: string;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'till-central-fail-'));
    await placeMigratedDatabase(join(home, 'pg'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function sellTen(failpoint: string) {
    const central = await startCentralProcess(home, writeShopFolder(join(home, 'shop')), { CENTRAL_FAILPOINT: failpoint });
    const till = await central.enrolTill();
    const journal = testJournal();
    for (let sale = 0; sale < 10; sale += 1) journal.append('sale-committed', testSale(compiled, { customer: anna }));
    const { body } = await till.push(journal);
    await central.kill();
    return {
      verdicts: new Set(body.verdicts.map(({ verdict }) => verdict)),
      ...(await inspect(home, async (db) => ({
        stored: (await db.query<{ seq: number }>('SELECT seq FROM operation ORDER BY seq')).map((row) => row.seq),
        points: (await db.query<{ available_points: number }>('SELECT available_points FROM account WHERE account_id = $1', [anna.accountId]))[0]?.available_points,
        imbalances: await findImbalances(db),
      }))),
    };
  }

  const balanced = { operations: [], accounts: [] };

  it('drop-operation acknowledges the fifth sale and forgets it', { timeout: processTimeoutMs }, async () => {
    expect(await sellTen('drop-operation')).toEqual({
      verdicts: new Set(['applied']), stored: [1, 2, 3, 4, 6, 7, 8, 9, 10], points: anna.openingPoints + 9 * 60, imbalances: balanced,
    });
  });

  it('double-operation books the fifth sale twice', { timeout: processTimeoutMs }, async () => {
    expect(await sellTen('double-operation')).toEqual({
      verdicts: new Set(['applied']), stored: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], points: anna.openingPoints + 11 * 60, imbalances: balanced,
    });
  });
});
