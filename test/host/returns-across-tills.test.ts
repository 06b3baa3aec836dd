import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const customer = { code: cardNumber(1) };
const anna = { accountId: 'account-anna', tier: 'base', openingPoints: 1_000, cards: [{ number: customer.code, state: 'active' as const }] };
const lines = [{ sku: 'milk', quantityMilli: 3_000, unitPriceMinor: 50_000 }];
const eventually = { timeout: 60_000, interval: 50 };
const names = ['seller', 'near', 'far'] as const;
type Name = (typeof names)[number];

describe('a receipt and three tills, two of which are apart', () => {
  const clock = goingClock(Date.now());
  let central: TestCentral;
  const proxies = {} as Record<Name, FaultProxy>;
  const tills = {} as Record<Name, TestAgent>;
  const homes = { seller: makeAgentHome(), near: makeAgentHome(), far: makeAgentHome() };

  beforeAll(async () => {
    central = await startTestCentral({ accounts: [anna], bundle: testBundle(), clock });
    for (const name of names) {
      proxies[name] = await startFaultProxy({ host: '127.0.0.1', port: central.port });
      tills[name] = await startTestAgent(homes[name].home, { machineTime: clock.machineTime, centralUrl: proxies[name].url, enrolmentCode: await central.enrolmentCode(`till-${name}`) });
      await inMode(name, 'online');
    }
  });
  afterAll(async () => {
    for (const name of names) await tills[name].running.close();
    for (const name of names) await proxies[name].close();
    await central.close();
    for (const home of Object.values(homes)) home.remove();
  });

  const statusOf = async (name: Name): Promise<StatusView> => (await tills[name].call('GET', '/v1/status')).body as unknown as StatusView;
  const inMode = async (name: Name, mode: StatusView['mode']): Promise<void> => {
    await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ mode, ...(mode === 'online' ? { bundle: { serial: 1 }, queue: { length: 0 } } : {}) }), eventually);
  };
  const apart = async (name: Name): Promise<void> => {
    await proxies[name].set('refuse');
    await inMode(name, 'offline');
  };
  const together = async (name: Name): Promise<void> => {
    await proxies[name].set('pass');
    // What is parked stays in the queue.
    await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ mode: 'online' }), eventually);
  };
  /** Anna is the only customer. */
  const points = async () => (await central.report()).buckets['available'];
  const sell = async (saleId: string, code = customer.code): Promise<SaleView> => {
    expect(await tills.seller.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer: { code } } })).toMatchObject({ status: 200, body: { customer: { status: 'known' } } });
    const { status, body } = await tills.seller.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });
    expect(status).toBe(200);
    return body as unknown as SaleView;
  };
  const giveBack = async (name: Name, returnId: string, code: string, pieces?: number) => {
    const quoted = await tills[name].call('PUT', `/v1/returns/${returnId}`, { body: { baseRevision: 0, code, ...(pieces === undefined ? {} : { lines: [{ lineId: '1', quantityMilli: pieces * 1_000 }] }) } });
    if (quoted.status !== 200) return quoted;
    return await tills[name].call('POST', `/v1/returns/${returnId}/commit`, { body: { revision: 1, receipt: { number: returnId } } });
  };

  it('prints a code that every till of the chain believes, and the second till is told that nothing is left', async () => {
    await vi.waitFor(async () => expect((await sell(`warm-${Math.random()}`)).returnCode).toMatchObject({ carries: 'whole' }), eventually);
    const { returnCode } = await sell('online');
    await inMode('seller', 'online');
    expect(await giveBack('near', 'online-near', returnCode!.code)).toMatchObject({ status: 200, body: { state: 'committed', quoted: { refundMinor: expect.any(Number) } } });
    await inMode('near', 'online');
    expect(await giveBack('far', 'online-far', returnCode!.code)).toMatchObject({ status: 409, body: { code: 'return-exceeds-sale' } });
  });

  it.each([['the near one first', ['near', 'far']], ['the far one first', ['far', 'near']]] as const)('takes the goods back once where both were offline: %s', async (_title, order) => {
    await inMode('seller', 'online');
    const before = await points();
    const twice = (await central.report()).differences.find(({ what }) => what === 'return-twice')?.count ?? 0;
    const { returnCode } = await sell(`offline-${order[0]}`);
    await inMode('seller', 'online');
    for (const name of order) await apart(name);
    for (const name of order) expect(await giveBack(name, `${order[0]}-${name}`, returnCode!.code)).toMatchObject({ status: 200, body: { state: 'committed' } });
    for (const name of order) await together(name);
    await vi.waitFor(async () => expect((await central.report()).parkedByReason).toContainEqual({ reason: 'return-exceeds-sale', count: twice + 1 }), eventually);
    await vi.waitFor(async () => expect(await points()).toBe(before), eventually);
    const report = await central.report();
    expect(report.differences).toContainEqual({ kind: 'drift', what: 'return-twice', count: twice + 1 });
    expect(report.findings.defect).toBe(0);
  });

  /** What the till did last has its verdict. */
  const settled = async (name: Name): Promise<void> => {
    await vi.waitFor(async () => {
      const [last] = (await tills[name].call('GET', '/v1/journal?limit=1')).body['entries'] as { centre: { state: string } }[];
      expect(['sent', 'parked']).toContain(last?.centre.state);
    }, eventually);
  };
  const parkedNow = async () => (await central.report()).parkedByReason.find(({ reason }) => reason === 'return-exceeds-sale')?.count ?? 0;

  // Of three pieces, which earned 75 points. Of a return that goes beyond what was left that part is booked, and the rest is people's to look at.
  it.each<[what: string, pieces: readonly [number | undefined, number | undefined], order: readonly [Name, Name], parked: number]>([
    ['one and two', [1, 2], ['near', 'far'], 0],
    ['one and two, the other way round', [1, 2], ['far', 'near'], 0],
    ['two and two', [2, 2], ['near', 'far'], 1],
    ['two and two, the other way round', [2, 2], ['far', 'near'], 1],
    ['two and all', [2, undefined], ['near', 'far'], 1],
    ['all and two', [2, undefined], ['far', 'near'], 1],
  ])('takes back in parts at two tills that were offline what was sold, and no more: %s', async (what, pieces, order, parked) => {
    const [before, parkedBefore] = [await points(), await parkedNow()];
    const { returnCode } = await sell(`parts-${what.replaceAll(/\W/gu, '-')}`);
    await inMode('seller', 'online');
    await vi.waitFor(async () => expect(await points()).toBe(before! + 75), eventually);
    for (const name of order) await apart(name);
    for (const [index, name] of (['near', 'far'] as const).entries()) {
      expect(await giveBack(name, `${what.replaceAll(/\W/gu, '-')}-${name}`, returnCode!.code, pieces[index])).toMatchObject({ status: 200, body: { state: 'committed' } });
    }
    for (const name of order) {
      await together(name);
      await settled(name);
    }
    expect(await parkedNow()).toBe(parkedBefore + parked);
    expect(await points()).toBe(before);
    expect(await giveBack('near', `${what.replaceAll(/\W/gu, '-')}-rest`, returnCode!.code, 2)).toMatchObject({ status: 409, body: { code: 'return-exceeds-sale' } });
    expect((await central.report()).findings.defect).toBe(0);
  });

  it.each<[string, readonly [number, number], readonly ['near' | 'far', 'near' | 'far']]>([['the replacement', [1, 500], ['far', 'near']], ['the return', [500, 501], ['near', 'far']]])(
    'gives points back to the customer whose card was replaced meanwhile, once, where %s arrives first',
    async (_what, [old, blank], order) => {
      const before = await points();
      await vi.waitFor(async () => expect((await tills.seller.call('GET', `/v1/cards/${cardNumber(old)}`)).body).toMatchObject({ state: 'active', accountId: 'account-anna' }), eventually);
      const { returnCode } = await sell(`replaced-${old}`, cardNumber(old));
      await inMode('seller', 'online');
      await vi.waitFor(async () => expect(await points()).toBe(before! + 75), eventually);
      for (const name of order) await apart(name);
      expect(await tills.far.call('POST', '/v1/cards/replace', { headers: { 'idempotency-key': `replace-${old}` }, body: { cardNumber: cardNumber(old), newCardNumber: cardNumber(blank), reason: 'lost' } })).toMatchObject({ status: 200, body: { card: { tentative: true } } });
      expect(await giveBack('near', `replaced-${old}-near`, returnCode!.code)).toMatchObject({ status: 200 });
      for (const name of order) {
        await together(name);
        await settled(name);
      }
      await vi.waitFor(async () => expect(await points()).toBe(before), eventually);
      expect(await giveBack('far', `replaced-${old}-far`, returnCode!.code)).toMatchObject({ status: 409, body: { code: 'return-exceeds-sale' } });
      for (const name of names) await vi.waitFor(async () => expect((await tills[name].call('GET', `/v1/cards/${cardNumber(blank)}`)).body).toMatchObject({ state: 'active', accountId: 'account-anna', balance: { balancePoints: before } }), eventually);
      expect((await central.report()).findings.defect).toBe(0);
    },
  );

  it('answers bad input with a problem, and keeps nothing of it', async () => {
    const put = async (body: object) => await tills.near.call('PUT', '/v1/returns/bad', { body: { baseRevision: 0, ...body } });
    expect(await put({})).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/saleId' } });
    expect(await put({ code: 'LR1.rubbish' })).toMatchObject({ status: 422, body: { code: 'return-code-invalid' } });
    expect(await put({ receiptNumber: 'of nobody' })).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
    expect(await tills.near.call('GET', '/v1/returns/bad')).toMatchObject({ status: 404 });
    expect(await tills.seller.call('GET', '/v1/sales?receipt=online')).toMatchObject({ status: 200, body: { sales: [{ saleId: 'online' }] } });
  });
});
