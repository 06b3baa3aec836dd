import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, testSoftwareToken } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';
import { accountOf, twoMilks } from '../../usecases/kit/test-till.ts';
import type { TestApi } from '../kit/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi({ withRoles: true });
  api.test.snapshot([accountOf(1)]);
});
afterEach(() => api.close());

const signIn = (who: object, pin = testPin) => api.call('POST', '/v1/session', { body: { ...who, pin } });
const sessionOf = async (user: string) => ({ 'x-operator-session': String((await signIn({ user })).body['sessionToken']) });
const sell = async (saleId: string, headers: Record<string, string> = {}) => {
  await api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: twoMilks }, headers });
  return await api.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } }, headers });
};
const lastPayload = () => JSON.parse(api.test.store.journal.operation(api.test.store.journal.head().seq)?.payload ?? '{}') as Record<string, unknown>;

describe('what nobody signed in may do', () => {
  it('is told by the status, and who may approve the rest by the refusal', async () => {
    expect((await api.call('GET', '/v1/status')).body).toMatchObject({ unattended: { role: { en: 'Cashier' }, rights: expect.arrayContaining(['sale']) } });
    const headers = await sessionOf('asel');
    const refused = await api.call('POST', '/v1/cards/block', { headers: { ...headers, 'idempotency-key': 'k-1' }, body: { cardNumber: '2900770100017', reason: 'lost' } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'right-missing', canApprove: true, approvers: [{ en: 'Senior cashier' }, { en: 'Manager' }] } });
  });
});

describe('signing in', () => {
  it('works by name and by badge, says what they may do, and every operation then says who', async () => {
    const byBadge = await signIn({ badge: 'B-asel' });
    expect(byBadge).toMatchObject({ status: 200, body: { user: { userId: 'asel', name: 'Асель' }, role: { id: 'cashier' }, rights: expect.arrayContaining(['sale']), sessionToken: expect.any(String) } });
    const headers = await sessionOf('asel');
    expect(await api.call('GET', '/v1/session', { headers })).toMatchObject({ status: 200, body: { user: { userId: 'asel' } } });
    expect((await sell('s-1', headers)).status).toBe(200);
    expect(lastPayload()).toMatchObject({ saleId: 's-1', by: { userId: 'asel' } });
  });

  it('nobody signed in may sell, and the operation names nobody', async () => {
    expect((await sell('s-1')).status).toBe(200);
    expect(lastPayload()).not.toHaveProperty('by');
    expect(await api.call('GET', '/v1/session')).toMatchObject({ status: 401, body: { code: 'session-required' } });
  });

  it('signing out ends it; ending it again is no mistake', async () => {
    const headers = await sessionOf('asel');
    for (const _ of [1, 2]) expect(await api.call('DELETE', '/v1/session', { headers })).toMatchObject({ status: 200, body: { signedIn: false } });
    expect(await api.call('GET', '/v1/sales', { headers })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  });

  it.each([
    ['neither name nor badge', { pin: testPin }],
    ['both', { user: 'asel', badge: 'B-asel', pin: testPin }],
    ['a PIN of letters', { user: 'asel', pin: 'abcd' }],
  ])('%s is a bad request', async (_what, body) => {
    expect(await api.call('POST', '/v1/session', { body })).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('who has no PIN, and who is nobody, is refused in the same words as a wrong PIN', async () => {
    const answers = [await signIn({ user: 'asel' }, '1111'), await signIn({ user: 'nobody' }), await signIn({ user: 'gone' })];
    expect(answers.map(({ status, body }) => [status, body['code'], body['detail']])).toEqual(answers.map(() => [401, 'sign-in-refused', answers[0]?.body['detail']]));
  });
});

describe('a session', () => {
  it('ends by idling, but finishes the sale whose receipt is printed', async () => {
    const headers = await sessionOf('asel');
    await api.call('PUT', '/v1/sales/s-1', { body: { baseRevision: 0, lines: twoMilks }, headers });
    api.test.nowMs += 14 * 60_000;
    expect((await api.call('GET', '/v1/sales/s-1', { headers })).status).toBe(200);
    api.test.nowMs += 15 * 60_000;
    expect(await api.call('GET', '/v1/sales/s-1', { headers })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    expect((await api.call('POST', '/v1/sales/s-1/commit', { body: { revision: 1, receipt: { number: '1' } }, headers })).status).toBe(200);
    expect(lastPayload()).toMatchObject({ by: { userId: 'asel' } });
  });

  it('is kept by whoever says that they are still here, and by nobody who only reads it', async () => {
    const headers = await sessionOf('asel');
    const before = Number((await api.call('GET', '/v1/session', { headers })).body['expiresAtMs']);
    api.test.nowMs += 14 * 60_000;
    expect((await api.call('GET', '/v1/session', { headers })).body['expiresAtMs']).toBe(before);
    expect(await api.call('PUT', '/v1/session', { headers })).toMatchObject({ status: 200, body: { user: { userId: 'asel' }, expiresAtMs: before + 14 * 60_000 } });
    api.test.nowMs += 15 * 60_000;
    expect(await api.call('PUT', '/v1/session', { headers })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    expect(await api.call('PUT', '/v1/session')).toMatchObject({ status: 401, body: { code: 'session-required' } });
  });

  it('is not kept by a clock that ran far ahead and was corrected', async () => {
    const headers = await sessionOf('asel');
    api.test.nowMs -= 3 * 3_600_000;
    expect(await api.call('GET', '/v1/sales', { headers })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  });

  it('that never was ends as one that has ended', async () => {
    expect(await api.call('GET', '/v1/sales', { headers: { 'x-operator-session': 'made-up' } })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  });
});

describe('wrong PINs', () => {
  it.each([['of somebody', 'asel'], ['of nobody', 'nobody']])('%s lock out, longer each time, and journal it; sales go on', async (_what, user) => {
    const headers = await sessionOf('samal');
    for (let count = 1; count < 5; count += 1) expect((await signIn({ user }, '1111')).status).toBe(401);
    expect(await signIn({ user }, '1111')).toMatchObject({ status: 429, headers: { 'retry-after': '30' }, body: { code: 'operator-locked', retryAfterMs: 30_000 } });
    expect(lastPayload()).toMatchObject({ wrongPins: 5, ...(user === 'asel' ? { userId: 'asel' } : {}) });
    expect(JSON.stringify(lastPayload())).not.toContain('nobody');
    expect(await signIn({ user })).toMatchObject({ status: 429 });
    expect((await sell('s-1', headers)).status).toBe(200);
    api.test.nowMs += 30_000;
    expect(await signIn({ user }, '1111')).toMatchObject({ status: 429, body: { retryAfterMs: 60_000 } });
    api.test.nowMs += 60_000;
    expect((await signIn({ user })).status).toBe(user === 'asel' ? 200 : 429);
  });

  it('by badge count for the same person', async () => {
    for (let count = 1; count < 5; count += 1) await signIn(count % 2 === 0 ? { user: 'asel' } : { badge: 'B-asel' }, '1111');
    expect((await signIn({ user: 'asel' }, '1111')).status).toBe(429);
    expect((await signIn({ user: 'samal' })).status).toBe(200);
  });
});

describe('an approval', () => {
  const approve = (body: object, headers: Record<string, string>) => api.call('POST', '/v1/overrides', { body: { pin: testPin, reason: 'the customer waits', ...body }, headers });

  it('is journalled with both persons and the reason', async () => {
    const headers = await sessionOf('asel');
    const answer = await approve({ user: 'marat', right: 'card-issue', subject: 'card 2900770100017' }, headers);
    expect(answer).toMatchObject({ status: 200, body: { right: 'card-issue', approvedBy: 'marat', overrideId: expect.any(String) } });
    expect(lastPayload()).toMatchObject({ by: { userId: 'asel' }, userId: 'marat', right: 'card-issue', subject: 'card 2900770100017', reason: 'the customer waits', overrideId: answer.body['overrideId'] });
  });

  it.each([
    ['of oneself', 'samal', { user: 'samal', right: 'return-blind' }, 403, 'approval-refused'],
    ['by somebody who may not approve it', 'asel', { user: 'timur', right: 'card-issue' }, 403, 'approval-refused'],
    ['of what this role cannot get', 'asel', { user: 'marat', right: 'journal-resolve' }, 403, 'right-missing'],
    ['with a wrong PIN', 'asel', { user: 'marat', right: 'card-issue', pin: '1111' }, 401, 'sign-in-refused'],
    ['of a right that is not there', 'asel', { user: 'marat', right: 'fly' }, 400, 'bad-request'],
  ])('%s is refused', async (_what, signedIn, body, status, code) => {
    expect(await approve(body, await sessionOf(signedIn))).toMatchObject({ status, body: { code } });
  });
});

describe('till software with its own token', () => {
  const asSoftware = { authorization: `Bearer ${testSoftwareToken}` };
  it('sells as a cashier, and sees no more rights than a cashier’s, even for a manager', async () => {
    expect((await sell('s-1', asSoftware)).status).toBe(200);
    const marat = await api.call('POST', '/v1/session', { body: { user: 'marat', pin: testPin }, headers: asSoftware });
    expect(marat.body['rights']).toEqual(expect.arrayContaining(['sale', 'card-issue']));
    expect(marat.body['rights']).not.toEqual(expect.arrayContaining(['journal-resolve']));
  });
});
