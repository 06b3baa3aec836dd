import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestCentral } from '../../central/kit.ts';
import { startTestCentral } from '../../central/kit.ts';
import { testReturn, testSale } from '../../central/kit/test-sale.ts';
import { anna } from '../../central/kit/test-shop.ts';
import { until } from '../until.ts';
import { openChain, type Chain } from './chain.ts';

let central: TestCentral;
let till: Chain;
let other: Chain;
let tills = 0;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.close());
beforeEach(async () => {
  till = await openChain(central, { tillId: `till-${(tills += 1)}` });
  other = await openChain(central, { tillId: 'till-other' });
});
afterEach(async () => {
  await till.close();
  await other.close();
});

const states = (chain: Chain): string[] => chain.store.outbox.unsettled(10).map(({ state }) => state);

describe('operations in an unexpected order', () => {
  it('a return before its sale waits; when another till brings the sale, the till hears that it waits no more', async () => {
    const sale = testSale(central.compiled, { customer: anna });
    till.append({ kind: 'return-committed', payload: testReturn(sale) });
    await till.drained();
    expect(states(till)).toEqual(['waiting']);
    other.sell(sale);
    await until(() => states(till).length === 0, 'the settled verdict');
    expect((await central.report()).waiting).toBe(0);
  });

  it('what became of a waiting operation is told again where the answer was lost', async () => {
    const sale = testSale(central.compiled, { customer: anna });
    till.proxy.cutNext({ when: 'waiting=', direction: 'from-target', afterBytes: 0 });
    till.append({ kind: 'return-committed', payload: testReturn(sale) });
    other.sell(sale);
    await until(() => till.store.outbox.position().seq === till.store.journal.head().seq && states(till).length === 0, 'the settled verdict');
    expect((await central.report()).waiting).toBe(0);
  });

  it('the same sale twice is booked once; the second is parked, and the queue goes on', async () => {
    const sale = testSale(central.compiled, { customer: anna });
    const before = till.pointsOf(anna.accountId) ?? 0;
    till.sell(sale);
    till.sell(sale);
    till.sell(testSale(central.compiled, {}));
    await till.drained();
    expect(till.pointsOf(anna.accountId)).toBe(before + sale.result.pointsEarned);
    expect(states(till)).toEqual(['parked']);
  });
});
