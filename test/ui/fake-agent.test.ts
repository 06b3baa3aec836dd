import { Compile } from 'typebox/compile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SaleList, SaleView } from '../../agent/contract/sale.ts';
import { GoodsView, IdentifyView, ScanView } from '../../agent/contract/scan.ts';
import { StatusView } from '../../agent/contract/status.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

let agent: FakeAgent;
beforeEach(async () => {
  agent = await startFakeAgent();
});
afterEach(() => agent.close());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(agent.url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
  return { status: answer.status, body: await answer.json() };
}
const lines = [{ lineId: '1', sku: '1002', quantityMilli: 2000, unitPriceMinor: 61_500 }, { lineId: '2', sku: '1003', quantityMilli: 354, unitPriceMinor: 340_000 }];
const customer = { code: '2900770100017' };

describe('the fake agent speaks the contract', () => {
  it('in status, goods, scans and customers', async () => {
    expect(Compile(StatusView).Check((await call('GET', '/v1/status')).body)).toBe(true);
    expect(Compile(GoodsView).Check((await call('GET', '/v1/goods?query=сыр&limit=5')).body)).toBe(true);
    for (const code of ['4870000000012', '2200103003541', '2900770100017', '4870000000099', 'x']) expect(Compile(ScanView).Check((await call('POST', '/v1/scans', { code })).body)).toBe(true);
    for (const code of ['2900770100017', '2900770300011', '2900770400018', 'x']) expect(Compile(IdentifyView).Check((await call('POST', '/v1/identify', { code })).body)).toBe(true);
  });

  it('through a whole sale', async () => {
    const check = Compile(SaleView);
    const steps = [
      await call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines, customer }),
      await call('POST', '/v1/sales/s-1/redemption', { revision: 1, points: 100 }),
      await call('DELETE', '/v1/sales/s-1/redemption?revision=2'),
      await call('POST', '/v1/sales/s-1/commit', { revision: 3, receipt: { number: 'R-1' } }),
    ];
    for (const step of steps) expect([step.status, check.Check(step.body), [...check.Errors(step.body)]]).toEqual([200, true, []]);
    expect(Compile(SaleList).Check((await call('GET', '/v1/sales?state=committed&limit=1')).body)).toBe(true);
  });

  it('with money that adds up', async () => {
    const { priced } = (await call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines, customer })).body as SaleView;
    const sum = (pick: (line: (typeof priced.lines)[number]) => number) => priced.lines.reduce((total, line) => total + pick(line), 0);
    expect(sum((line) => line.grossMinor)).toBe(priced.grossMinor);
    expect(sum((line) => line.payableMinor)).toBe(priced.payableMinor);
    expect(priced.grossMinor - priced.discountMinor).toBe(priced.netMinor);
  });

  it('and refuses as it says', async () => {
    await call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines });
    const refusals = [
      await call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines }),
      await call('PUT', '/v1/sales/s-2', { baseRevision: 0, lines: [{ sku: '1001', quantityMilli: 1.5, unitPriceMinor: 1 }] }),
      await call('GET', '/v1/sales/none'),
      await call('POST', '/v1/sales/s-1/redemption', { revision: 1, points: 1 }),
    ];
    expect(refusals.map((each) => [each.status, (each.body as { code: string }).code])).toEqual([[409, 'sale-revised'], [400, 'bad-request'], [404, 'sale-unknown'], [409, 'redemption-refused']]);
  });

  it('and can go away and come back with a sale in doubt', async () => {
    await call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines, customer });
    await call('POST', '/v1/sales/s-1/redemption', { revision: 1, points: 100 });
    await agent.goAway();
    await expect(call('GET', '/v1/status')).rejects.toThrow('fetch failed');
    await agent.comeBack();
    expect((await call('GET', '/v1/sales/s-1')).body).toMatchObject({ state: 'in-doubt' });
  });
});
