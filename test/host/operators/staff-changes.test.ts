/** People and a real agent at a real centre: who is signed in stays so over a restart, until the centre says otherwise. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../../central/kit.ts';
import { testBundle } from '../../central/kit/test-shop.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from '../kit/test-agent.ts';

const eventually = { timeout: 60_000, interval: 100 };
/** Lists are asked for at once, not each minute */
const syncTiming = { feedWaitMs: 500, backoffMinMs: 20, backoffMaxMs: 200, blockListMs: 200 };
const lines = [{ sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }];

describe('who is signed in', () => {
  let central: TestCentral;
  let till: TestAgent;
  const home = makeAgentHome();
  const member = (role: string, pin: string) => ({ name: role, role, storeIds: ['store-1'], pin });

  beforeAll(async () => {
    const { roles: _everybody, access: _open, ...bundle } = testBundle({ stores: ['store-1', 'store-2'].map((id) => ({ id, name: { ru: id }, region: 'almaty' })) });
    central = await startTestCentral({ bundle });
    for (const [user, role, pin] of [['asel', 'cashier', '3174'], ['samal', 'senior', '5926'], ['marat', 'manager', '8402']] as const) {
      const { status, body } = await central.put(`staff/${user}`, member(role, pin));
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    till = await startTestAgent(home.home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode(), syncTiming });
    await vi.waitFor(async () => {
      const { status, text } = await signIn('asel', '3174');
      if (status !== 200) throw new Error(text);
    }, eventually);
  }, 120_000);
  afterAll(async () => {
    await till.running.close();
    await central.close();
    home.remove();
  });

  const signIn = async (user: string, pin: string) => await till.call('POST', '/v1/session', { body: { user, pin } });
  const sessionOf = async (user: string, pin: string) => ({ 'x-operator-session': String((await signIn(user, pin)).body['sessionToken']) });
  const who = async (headers: Record<string, string>) => await till.call('GET', '/v1/session', { headers });
  const sell = async (saleId: string, headers: Record<string, string>) => await till.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines }, headers });
  const restart = async () => {
    await till.running.close();
    till = await startTestAgent(home.home, { syncTiming });
  };

  it('is so over a restart of the agent, and so is who was locked out, and an approval that was given', async () => {
    const headers = await sessionOf('asel', '3174');
    const approved = await till.call('POST', '/v1/overrides', { body: { user: 'marat', pin: '8402', right: 'reconcile', reason: 'end of shift' }, headers });
    for (let count = 1; count <= 5; count += 1) await signIn('samal', '0000');
    await restart();
    expect(await who(headers)).toMatchObject({ status: 200, body: { user: { userId: 'asel' } } });
    expect(await signIn('samal', '5926')).toMatchObject({ status: 429, body: { code: 'operator-locked' } });
    expect(await till.call('GET', '/v1/reconciliation', { headers: { ...headers, 'x-override': String(approved.body['overrideId']) } })).toMatchObject({ status: 200 });
    expect((await sell('s-1', headers)).status).toBe(200);
  });

  it('ends when the centre disables them, for calls and approvals too; an open sale goes on as nobody', async () => {
    const headers = await sessionOf('asel', '3174');
    expect((await sell('s-2', headers)).status).toBe(200);
    await central.admin('staff/asel/disable', {});
    await vi.waitFor(async () => expect(await who(headers)).toMatchObject({ status: 401, body: { code: 'session-expired' } }), eventually);
    expect(await sell('s-3', headers)).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    expect(await signIn('asel', '3174')).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(await till.call('POST', '/v1/sales/s-2/commit', { body: { revision: 1, receipt: { number: '2' } } })).toMatchObject({ status: 200 });
    await restart();
    expect((await who(headers)).status).toBe(401);
  });

  it('has the rights of another role from the next list on', async () => {
    const headers = await sessionOf('marat', '8402');
    expect((await till.call('GET', '/v1/journal', { headers })).status).toBe(200);
    expect(await central.put('staff/marat', { name: 'marat', role: 'cashier', storeIds: ['store-1'] })).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect(await till.call('GET', '/v1/journal', { headers })).toMatchObject({ status: 403, body: { code: 'right-missing' } }), eventually);
    expect(await who(headers)).toMatchObject({ body: { role: { id: 'cashier' } } });
  });

  it('ends when they work at another store from now on', async () => {
    const headers = await sessionOf('marat', '8402');
    expect(await central.put('staff/marat', { name: 'marat', role: 'cashier', storeIds: ['store-2'] })).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect((await who(headers)).status).toBe(401), eventually);
  });
});
