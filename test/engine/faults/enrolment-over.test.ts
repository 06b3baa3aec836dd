import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { TestCentral } from '../../central/kit.ts';
import { startTestCentral } from '../../central/kit.ts';
import { testSale } from '../../central/kit/test-sale.ts';
import { anna } from '../../central/kit/test-shop.ts';
import { until } from '../until.ts';
import { openChain, type Chain } from './chain.ts';
import { rawAnswer } from './http.ts';

const longMs = 20_000;
const hold = () => ({ holdId: randomUUID(), saleId: 's', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 10, holdSeconds: 600 });

let central: TestCentral;
let till: Chain;
let tillId: string;
let tills = 0;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.close());
beforeEach(async () => {
  tillId = `till-${(tills += 1)}`;
  till = await openChain(central, { tillId });
});
afterEach(() => till.close());

describe('a till that is revoked', () => {
  it('wipes its customers, keeps its journal, says so, and gets no points', async () => {
    await till.proxy.set('refuse');
    till.sell(testSale(central.compiled, { customer: anna }));
    expect(await central.admin(`tills/${tillId}/revoke`, {})).toMatchObject({ status: 200, body: { tillId } });
    await till.proxy.set('pass');
    // A word that comes to a call from before the outage counts, but tells nothing of the contact as it is now: the next probe does.
    await until(() => till.engine.contact().revoked === true && till.engine.contact().reach === 'refused' && till.cache.cache.view() === undefined, 'the revocation');
    expect(till.engine.contact()).toMatchObject({ lastError: expect.stringContaining('till-revoked') });
    expect(till.store.journal.head().seq).toBe(2);
    expect(till.cache.cache.findByCard(anna.cards[0]!.number)).toBeUndefined();
    expect(await till.engine.authority.hold(hold(), longMs)).toMatchObject({ outcome: 'unavailable' });
    expect((await central.admin<{ tills: object[] }>('tills')).body.tills).toContainEqual(expect.objectContaining({ tillId, revokedAtMs: expect.any(Number) }));
  });

  it.each(['no signature', 'a signature of nobody, for another enrolment'])('is not wiped by a word with %s', async (what) => {
    const real = { tillId, tokenSha256: '0'.repeat(64), revokedAtMs: 1, signature: Buffer.alloc(64).toString('base64') };
    const document = { code: 'till-revoked', detail: 'd', ...(what === 'no signature' ? {} : real) };
    till.proxy.interceptNext({ when: 'GET /till/v1/feed', bytes: rawAnswer('403 Forbidden', { 'content-type': 'application/problem+json' }, JSON.stringify(document)) });
    await until(() => till.contacts.some((contact) => contact.reach === 'refused'), 'the refusal');
    await until(() => till.engine.contact().reach === 'ok', 'the centre');
    expect(till.engine.contact().revoked).toBeUndefined();
    expect(till.cache.cache.view()).toBeDefined();
  });

  it('is unknown to an administrator who names none', async () => {
    expect(await central.admin('tills/till-9/revoke', {})).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
