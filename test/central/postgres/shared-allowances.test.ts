/** Several processes grant, recall, book and pay on one PostgreSQL database at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { requestHold } from '../../../sync/central/holds.ts';
import { leasePoints } from '../../../sync/central/jobs/lease-points.ts';
import { receivePush } from '../../../sync/central/push/receive-push.ts';
import { resolveParked } from '../../../sync/central/resolve-parked.ts';
import { findImbalances } from '../kit/audit.ts';
import { databaseOf, quietLog } from '../kit/database-of.ts';
import { leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { manyAccounts, testTime } from '../kit/test-shop.ts';

const crowd = manyAccounts(12).map((account) => ({ ...account, openingPoints: 400 }));
const honouring = { maxPointsPerReceipt: 1_000, maxPointsPerTillDay: 1_000, maxPointsPerDay: 150 };

describe('several processes with allowances', () => {
  let shop: LeaseShop;
  let others: Database[];
  let tills: LeaseTill[];
  beforeAll(async () => {
    shop = await openLeaseShop(leaseBundle({ honouring }), crowd);
    const { url } = databaseOf(shop.folder).database!;
    others = await Promise.all([openPostgres({ url, log: quietLog }), openPostgres({ url, log: quietLog })]);
    tills = [await shop.till('till-a'), await shop.till('till-b'), await shop.till('till-c')];
    for (const till of tills) await till.opens();
  });
  afterAll(async () => {
    await Promise.all(others.map(async (db) => await db.close()));
    await shop.close();
  });
  const at = (index: number): Database => others[index % others.length]!;

  it('grant, recall, spend, give back and end at once: nothing is granted twice, and the books balance', async () => {
    const { redemption } = shop.compiled.bundle;
    let served = 0;
    const deadlocks = async () => (await shop.db.query<{ deadlocks: number }>('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'))[0]!.deadlocks;
    const before = await deadlocks();
    await Promise.all([
      ...tills.map(async (till, index) => {
        for (let round = 0; round < 12; round += 1) {
          const { accountId } = crowd[(round * 5 + index) % 4]!;
          const allowance = (await shop.live(accountId)).find(({ journalId }) => journalId === till.journal.journalId);
          const account = await shop.account(accountId);
          if (allowance !== undefined && allowance.points >= 20) {
            await till.sell(account, { points: 20, allowance: { allowanceId: allowance.allowanceId, points: 20 } });
            served += 1;
          } else await till.sell(account);
          if (allowance?.state === 'recalled') await till.giveBack({ ...allowance, points: 0 });
        }
      }),
      ...[0, 1, 2, 3].map(async (index) => {
        for (let round = 0; round < 10; round += 1) {
          await leasePoints(at(index), { redemption }, '2026-11-22', shop.clock.nowMs);
          const { accountId, cards } = crowd[(round + index) % 4]!;
          await requestHold({ db: at(index), library: shop.library }, {
            protocol: 2, holdId: `hold-${index}-${round}`, saleId: `sale-${index}-${round}`, accountId, cardNumber: cards[0]!.number, points: round % 3 === 0 ? 10_000 : 1, holdSeconds: 60,
          }, shop.clock.nowMs, `till-${'abc'[index % 3] ?? 'a'}`);
        }
      }),
    ]);
    expect(served).toBeGreaterThan(0);
    expect(await findImbalances(shop.db)).toEqual({ operations: [], accounts: [] });
    expect(await shop.db.query("SELECT account_id, journal_id FROM allowance WHERE state IN ('granted', 'recalled') GROUP BY 1, 2 HAVING count(*) > 1")).toEqual([]);
    expect(await shop.db.query("SELECT kind FROM finding WHERE kind IN ('goodwill', 'defect')")).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });

  it('pay together no more than the cap of the day, whoever books', async () => {
    const bundle = shop.compiled.bundle;
    expect(bundle.redemption.honouring).toEqual(honouring);
    const account = await shop.account(crowd[9]!.accountId);
    const batches = tills.map((till) => {
      for (let sale = 0; sale < 3; sale += 1) {
        const redeem = { points: 440, holdId: `gone-${till.tillId}-${sale}` };
        till.journal.append('sale-committed', pointsSale(shop.compiled, { saleId: `${till.tillId}-${sale}`, time: testTime, account, tillId: till.tillId, redeem, milk: 20 }), { opId: `${till.tillId}-${sale}` });
      }
      return till.batch(3);
    });
    await Promise.all(batches.map(async ({ till, push }, index) => await receivePush({ db: at(index), library: shop.library, sealing: shop.sealing, nowMs: shop.clock.nowMs, log: quietLog }, till, push)));
    const [paid] = await shop.db.query<{ points: number }>("SELECT -sum(amount_minor)::bigint AS points FROM ledger_entry WHERE bucket = 'goodwill'");
    expect(paid!.points).toBe(150);
    const parked = await shop.db.query<{ op_id: string; points: number }>("SELECT op_id, points FROM parked_spending WHERE state = 'open' ORDER BY op_id");
    expect(parked.reduce((sum, { points }) => sum + points, 0)).toBe(9 * 440 - 400 - 150);
    const decisions = await Promise.all([0, 1, 2, 3].map(async (index) => await resolveParked(at(index), parked[0]!.op_id, 'accepted', shop.clock.nowMs)));
    expect(new Set(decisions.map(({ state }) => state))).toEqual(new Set(['accepted']));
    expect(await findImbalances(shop.db)).toEqual({ operations: [], accounts: [] });
  });
});
