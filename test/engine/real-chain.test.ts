/** The engine between the real journal and cache and a real centre, with the fault proxy on the wire. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { findImbalances, inspect } from '../central/kit/audit.ts';
import { testReturn, testSale } from '../central/kit/test-sale.ts';
import { anna, boris, testTime } from '../central/kit/test-shop.ts';
import { now, startRealTill, type RealTill } from './real-till.ts';
import { until } from './until.ts';

let central: TestCentral;
let till: RealTill;
let { proxy, store, cache, engine, offered, problems, sell, pointsOf, drained } = {} as RealTill;

beforeEach(async () => {
  central = await startTestCentral();
  till = await startRealTill(central);
  ({ proxy, store, cache, engine, offered, problems, sell, pointsOf, drained } = till);
});

afterEach(async () => {
  await till.close();
  await central.close();
});

describe('the engine with a real centre', () => {
  it('brings the bundle and the customers, pushes a sale, and brings its points back', async () => {
    expect(offered).toHaveLength(1);
    expect(pointsOf(anna.accountId)).toBe(1_000);
    const sale = testSale(central.compiled, { customer: anna });
    sell(sale);
    await drained();
    expect(pointsOf(anna.accountId)).toBe(1_000 + sale.result.pointsEarned);
    expect(await central.report()).toMatchObject({ operations: 2, parked: 0, waiting: 0, findings: { defect: 0, drift: 0, goodwill: 0, fork: 0 } });
    expect(problems).toEqual([]);
  });

  it('holds points for a sale and spends them', async () => {
    const holdId = randomUUID();
    const sale = testSale(central.compiled, { customer: anna, redeem: { holdId, points: 200 } });
    const request = { holdId, saleId: sale.saleId, accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 200, holdSeconds: 600 };
    expect(await engine.authority.hold(request, 20_000)).toEqual({ outcome: 'held', points: 200, expiresAtMs: testTime.instantMs + 600_000 });
    expect(await engine.authority.hold({ ...request, holdId: randomUUID(), points: 5_000 }, 20_000)).toMatchObject({ outcome: 'refused', reason: 'insufficient-points' });
    await until(() => pointsOf(anna.accountId) === 800, 'the held account');
    sell(sale);
    await drained();
    expect(pointsOf(anna.accountId)).toBe(800 + sale.result.pointsEarned);
    expect(await central.report()).toMatchObject({ activeHolds: 0, findings: { defect: 0, drift: 0, goodwill: 0 } });
  });

  it('gets each operation there once, through lost answers, cut batches and outages', async () => {
    for (let round = 0; round < 6; round += 1) {
      proxy.cutNext({ when: 'POST /till/v1/push', direction: round % 2 === 0 ? 'from-target' : 'to-target', afterBytes: round * 400 });
      if (round === 2 || round === 4) await proxy.set(round === 2 ? 'refuse' : 'reset');
      for (let count = 0; count < 15; count += 1) {
        const sale = testSale(central.compiled, { customer: count % 2 === 0 ? anna : boris });
        sell(sale);
        if (count % 5 === 0) store.journal.append([{ opId: randomUUID(), kind: 'return-committed', schema: 1, payload: testReturn(sale) }], now, {});
      }
      if (round === 2 || round === 4) {
        await until(() => engine.contact().breaker !== 'closed', 'the outage');
        await proxy.set('pass');
      }
      await drained();
    }
    const operations = store.journal.head().seq;
    expect(operations).toBe(1 + 6 * (15 + 3));
    expect(await central.report()).toMatchObject({ operations, parked: 0, waiting: 0, quarantined: 0, findings: { defect: 0, fork: 0 } });
    expect(proxy.counts().cuts).toBeGreaterThanOrEqual(4);
    const other = await central.enrolTill('till-2');
    for (const { accountId } of [anna, boris]) expect(pointsOf(accountId)).toBe(await central.availablePoints(other, accountId));
    const home = central.home;
    await central.stop();
    expect(await inspect(home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });

  it('goes on selling while the centre is away, and takes up where it was when it is back', async () => {
    const { port, home } = central;
    await central.stop();
    sell(testSale(central.compiled, { customer: anna }));
    await until(() => engine.contact().breaker !== 'closed', 'the outage');
    const request = { holdId: randomUUID(), saleId: 's', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 10, holdSeconds: 600 };
    expect(await engine.authority.hold(request, 20_000)).toEqual({ outcome: 'unavailable', ambiguous: false });
    central = await startTestCentral({ home, port });
    await drained();
    expect(engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed', quarantined: false });
    expect(cache.cache.view()?.generation).toBe(1);
    expect((await central.report()).operations).toBe(2);
  });
});
