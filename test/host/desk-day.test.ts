/** Outage, drill and reconciliation of a real agent at a real centre. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type Type from 'typebox';
import { Compile } from 'typebox/compile';
import { runTill } from '../cli/support/till-process.ts';
import { DrillView, OutageReport, ReconciliationView } from '../../agent/contract/desk.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { leaseBundle } from '../central/kit/lease-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const customer = { code: cardNumber(1) };
const accounts = [{ accountId: 'account-anna', tier: 'base', openingPoints: 1_000, cards: [{ number: customer.code, state: 'active' as const }] }];
const lines = [{ sku: 'milk', quantityMilli: 10_000, unitPriceMinor: 50_000 }];
const eventually = { timeout: 60_000, interval: 50 };
let keys = 0;

describe('a shift with an outage and a drill', () => {
  let central: TestCentral;
  let wide: FaultProxy;
  const home = makeAgentHome();
  let till: TestAgent;

  beforeAll(async () => {
    central = await startTestCentral({ accounts, bundle: leaseBundle() });
    wide = await startFaultProxy({ host: '127.0.0.1', port: central.port });
    till = await startTestAgent(home.home, { centralUrl: wide.url, enrolmentCode: await central.enrolmentCode('till-a') });
    await inMode({ mode: 'online', queue: { length: 0 } });
  });
  afterAll(async () => {
    await till.running.close();
    await wide.close();
    await central.close();
    home.remove();
  });

  const status = async (): Promise<StatusView> => (await till.call('GET', '/v1/status')).body as unknown as StatusView;
  const inMode = async (expected: object): Promise<void> => await vi.waitFor(async () => expect(await status()).toMatchObject({ bundle: { serial: 1 }, ...expected }), eventually);
  const sell = async (saleId: string): Promise<void> => {
    expect(await till.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer } })).toMatchObject({ status: 200 });
    expect(await till.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } })).toMatchObject({ status: 200 });
  };
  const post = async (path: string, body: object) => await till.call('POST', path, { body, headers: { 'idempotency-key': `k${(keys += 1)}` } });
  const checked = <Schema extends Type.TSchema>(schema: Schema, { status: answered, body }: { status: number; body: object }): Type.Static<Schema> => {
    expect(answered).toBe(200);
    expect([...Compile(schema).Errors(body)]).toEqual([]);
    return body as Type.Static<Schema>;
  };
  const report = async () => checked(OutageReport, await till.call('GET', '/v1/reports/outage')).outages;
  const reconciliation = async (query = '') => checked(ReconciliationView, await till.call('GET', `/v1/reconciliation${query}`));

  it('offline the comparison says what can be said, and that the rest waits', async () => {
    await wide.set('refuse');
    await inMode({ mode: 'offline' });
    await sell('a-1');
    await sell('a-2');
    expect(await reconciliation()).toMatchObject({ outcome: 'not-compared', till: { sales: { count: 2, payableMinor: 1_000_000 } }, unsent: 2, words: [{ key: 'journal.reconciled.not-compared' }] });
    await vi.waitFor(async () => expect((await report())[0]?.reason).toBe('centre-down'), eventually);
    const [outage] = await report();
    expect(outage).toMatchObject({ kind: 'outage', sales: { count: 2, payableMinor: 1_000_000 } });
    expect(outage?.toMs).toBeUndefined();
  });

  it('when the contact is back the outage has an end and a time to drain, and both sides agree', async () => {
    await wide.set('pass');
    await inMode({ mode: 'online', queue: { length: 0 } });
    await vi.waitFor(async () => expect((await report())[0]?.drainMs).toBeGreaterThanOrEqual(0), eventually);
    expect(await report()).toMatchObject([{ kind: 'outage', sales: { count: 2 }, pointsUnconfirmed: 0, parked: 0, variances: [] }]);
    expect(await reconciliation()).toMatchObject({ outcome: 'equal', unsent: 0, differences: [], unsettled: [], centre: { sales: { count: 2, payableMinor: 1_000_000 } } });
  });

  it('the end of a shift is journalled with its figures, once for one key', async () => {
    const headers = { 'idempotency-key': 'shift' };
    const first = await till.call('POST', '/v1/reconciliation', { body: {}, headers });
    expect(checked(ReconciliationView, first)).toMatchObject({ outcome: 'equal' });
    expect(await till.call('POST', '/v1/reconciliation', { body: {}, headers })).toMatchObject({ text: first.text });
    expect(await till.call('GET', '/v1/journal?kind=shift-reconciled')).toMatchObject({ body: { entries: [{ what: { key: 'journal.what.shift-reconciled' } }] } });
  });

  it.each(['?date=2026-13-01', '?date=today', '?from=yesterday', '?from=2026-11-22T10:00:00', '?from=5&to=4', '?date=2026-11-22&from=1'])('a span that is none is refused: %s', async (query) => {
    expect(await till.call('GET', `/v1/reconciliation${query}`)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('a drill is an outage that is called so, and goes on over a restart', async () => {
    expect(checked(DrillView, await post('/v1/drill', { minutes: 5 })).running).toMatchObject({ minutes: 5, realOutage: false });
    await inMode({ mode: 'offline', modeReason: 'drill' });
    expect(await post('/v1/drill', { minutes: 5 })).toMatchObject({ status: 409, body: { code: 'drill-running' } });
    await sell('d-1');
    await till.running.close();
    till = await startTestAgent(home.home);
    await inMode({ mode: 'offline', modeReason: 'drill' });
    await sell('d-2');
    expect((await status()).queue.length).toBeGreaterThanOrEqual(2);
  });

  it('a real outage during the drill is told apart', async () => {
    await wide.set('refuse');
    await vi.waitFor(async () => expect((await till.call('GET', '/v1/drill')).body).toMatchObject({ running: { realOutage: true } }), eventually);
    expect((await report()).map(({ kind }) => kind)).toEqual(['outage', 'drill', 'outage']);
    expect(await status()).toMatchObject({ modeReason: 'drill' });
    await wide.set('pass');
  });

  it('at its end everything is sent, and its report is there', async () => {
    expect(checked(DrillView, await till.call('DELETE', '/v1/drill')).running).toBeUndefined();
    await inMode({ mode: 'online', queue: { length: 0 } });
    await vi.waitFor(async () => expect((await till.call('GET', '/v1/drill')).body).toMatchObject({ last: { kind: 'drill', sales: { count: 2, payableMinor: 1_000_000 }, variances: [] } }), eventually);
    const { body } = await till.call('GET', '/v1/journal?kind=drill-held');
    const [held] = (body as { entries: { opId: string; centre: object }[] }).entries;
    expect(held?.centre).toMatchObject({ state: 'sent' });
    expect(await till.call('GET', `/v1/journal/${held?.opId}`)).toMatchObject({ body: { payload: { minutes: 5, endedBy: 'person', realOutage: true, figures: { sales: { count: 2 } } } } });
    expect(await till.call('DELETE', '/v1/drill')).toMatchObject({ status: 200 });
    expect((await till.call('GET', '/v1/journal?kind=drill-held')).body).toMatchObject({ entries: [held] });
  });

  it('the command line prints the outages of a running agent, and says where it cannot', async () => {
    const printed = await runTill(['outage', '--home', home.home, '--url', till.running.url]);
    expect(printed).toMatchObject({ code: 0, stderr: '' });
    expect(printed.stdout).toMatch(/^outage \(centre-down\): .*\n {2}sales 2 /u);
    const json = await runTill(['outage', '--home', home.home, '--url', till.running.url, '--json', '--from', '0']);
    expect(checked(OutageReport, { status: json.code === 0 ? 200 : 500, body: JSON.parse(json.stdout) as object }).outages).toHaveLength(3);
    expect(await runTill(['outage', '--home', '/nowhere'])).toMatchObject({ code: 1, stderr: expect.stringContaining('(home-has-no-token)') as string });
    expect(await runTill(['outage', '--home', home.home, '--url', till.running.url, '--from', 'yesterday'])).toMatchObject({ code: 1, stderr: expect.stringContaining('(bad-request)') as string });
  });

  it.each([[{ minutes: 0 }], [{ minutes: 241 }], [{ minutes: 1.5 }], [{}]])('a drill of %j is refused', async (body) => {
    expect(await post('/v1/drill', body)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });
});
