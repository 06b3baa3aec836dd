/** A PostgreSQL database that was restored to an hour ago, and the tills that go on. */
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { beginNewEpoch } from '../../../sync/central/new-epoch.ts';
import { createDatabase, dropDatabase } from '../../kit/postgres/test-databases.ts';
import { startRealTill, type RealTill } from '../../engine/real-till.ts';
import { until } from '../../engine/until.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { databaseOf, quietLog, rememberDatabase } from '../kit/database-of.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris } from '../kit/test-shop.ts';

const server = inject('postgresUrl')!;
let central: TestCentral;
let till: RealTill;
let neighbour: RealTill;
beforeEach(async () => {
  central = await startTestCentral();
  till = await startRealTill(central, 'till-1');
  neighbour = await startRealTill(central, 'till-2');
});
afterEach(async () => {
  await Promise.all([till.close(), neighbour.close()]);
  await central.close();
});

/** The centre stops, `change` does something to its database, and it comes back on the same port. */
async function whileStopped(change: () => Promise<void>): Promise<void> {
  const { home, port } = central;
  await central.stop();
  await change();
  central = await startTestCentral({ home, port });
}
const sellBoth = (count: number) => {
  for (let sale = 0; sale < count; sale += 1) {
    till.sell(testSale(central.compiled, { customer: anna }));
    neighbour.sell({ ...testSale(central.compiled, { customer: boris }), tillId: 'till-2' });
  }
};
const newEpoch = async () => {
  const { db, close } = await openCentralDatabase({ home: central.home, ...databaseOf(central.home), log: quietLog, nowMs: central.clock.nowMs });
  const began = await beginNewEpoch(db);
  await close();
  return began;
};

describe('a database restored to an hour ago', () => {
  it('has everything again after the next contact: tills push what it lost and take new snapshots', { timeout: 120_000 }, async () => {
    sellBoth(5);
    await Promise.all([till.drained(), neighbour.drained()]);
    let backup = '';
    await whileStopped(async () => {
      backup = await createDatabase(server, databaseOf(central.home).database!.url);
    });
    sellBoth(7);
    await Promise.all([till.drained(), neighbour.drained()]);
    const epochBefore = till.cache.cache.view()!.epoch;
    await whileStopped(async () => {
      await dropDatabase(databaseOf(central.home).database!.url);
      rememberDatabase(central.home, backup);
      const { before, epoch } = await newEpoch();
      expect(before).toBe(epochBefore);
      expect(epoch).not.toBe(before);
    });
    await until(() => [till, neighbour].every(({ cache }) => cache.cache.view()?.epoch !== epochBefore), 'the new snapshots');
    sellBoth(1);
    await Promise.all([till.drained(), neighbour.drained()]);
    const operations = 2 * (1 + 5 + 7 + 1);
    expect(await central.report()).toMatchObject({ operations, parked: 0, waiting: 0, quarantined: 0, findings: { defect: 0, fork: 0 } });
    expect(till.pointsOf(anna.accountId)).toBe(anna.openingPoints + 13 * 60);
    await until(() => till.pointsOf(boris.accountId) === neighbour.pointsOf(boris.accountId), 'the other till’s sales');
    expect(await inspect(central.home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });

  it('may be given its new epoch while centres run: they say it at once', { timeout: 120_000 }, async () => {
    const before = till.cache.cache.view()!.epoch;
    await newEpoch();
    await until(() => till.cache.cache.view()?.epoch !== before, 'the new snapshot');
    till.sell(testSale(central.compiled, { customer: anna }));
    await till.drained();
    expect(till.pointsOf(anna.accountId)).toBe(anna.openingPoints + 60);
  });
});
