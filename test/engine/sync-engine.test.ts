import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDrained, openEngineShop, type EngineShop } from './engine-shop.ts';
import { testAccount } from './fake-cache.ts';
import { fakeTimeMs } from './fake-central.ts';
import { until } from './until.ts';

let shop: EngineShop;

beforeEach(async () => {
  shop = await openEngineShop();
});
afterEach(async () => {
  await shop.close();
});

describe('the sync engine with a centre that works', () => {
  it('fetches the bundle first, then a snapshot, then follows the feed', async () => {
    shop.central.setAccount(testAccount('anna', 100));
    shop.engine.start();
    await until(() => shop.cache.points()['anna'] === 100);
    expect(shop.offered.map((envelope) => envelope.text)).toEqual(['{"serial":1}']);
    expect(shop.central.calls().filter((call) => call !== 'GET position').slice(0, 3)).toEqual(['GET bundle', 'GET block-list', 'GET snapshot']);
    shop.central.setAccount(testAccount('anna', 70));
    shop.central.setAccount(testAccount('boris', 5));
    await until(() => shop.cache.points()['anna'] === 70 && shop.cache.points()['boris'] === 5);
    expect(shop.changes[0]).toEqual([]);
    expect(new Set(shop.changes.flat())).toEqual(new Set(['anna', 'boris']));
    expect(shop.cache.view()).toMatchObject({ generation: 1, cursor: 3, accounts: 2, asOfMs: fakeTimeMs });
  });

  it('pushes what is queued, then each new operation as it is appended', async () => {
    shop.journal.append(1_203);
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(shop.central.calls().filter((call) => call === 'POST push')).toHaveLength(3);
    shop.journal.append(1);
    await until(() => hasDrained(shop));
    expect(shop.engine.contact()).toEqual({ reach: 'ok', breaker: 'closed', lastContactMs: fakeTimeMs, quarantined: false });
  });

  it('tells when the outbox was settled', async () => {
    let settled = 0;
    shop.engine.settled$.subscribe(() => {
      settled += 1;
    });
    shop.journal.append(2);
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(settled).toBe(2);
  });

  it('remembers verdicts that need attention and goes on', async () => {
    shop.central.verdictOf = (operation) => (operation.seq === 2 ? 'parked' : 'applied');
    shop.journal.append(3);
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(shop.journal.unsettled(10)).toEqual([{ seq: 2, state: 'parked', reason: 'parked' }]);
  });

  it('takes a new bundle when the feed says that another is in force', async () => {
    shop.engine.start();
    // Published while the feed is held: it ends the wait.
    await until(() => shop.central.calls().filter((call) => call === 'GET feed').length === 2);
    shop.central.publish('{"serial":2}');
    await until(() => shop.offered.length === 2);
    expect(shop.offered[1]).toMatchObject({ text: '{"serial":2}', serial: 2, keyId: 'root' });
  });

  it('does not fetch a bundle that was offered and refused again and again', async () => {
    shop.takesBundles = false;
    shop.engine.start();
    await until(() => shop.cache.view() !== undefined);
    shop.central.setAccount(testAccount('anna', 1));
    await until(() => shop.cache.points()['anna'] === 1);
    shop.central.setAccount(testAccount('anna', 2));
    await until(() => shop.cache.points()['anna'] === 2);
    expect(shop.offered).toHaveLength(1);
    expect(shop.central.calls().filter((call) => call === 'GET bundle')).toHaveLength(1);
  });

  it('reads a long feed page by page, and only its last page confirms the present', async () => {
    shop.engine.start();
    await until(() => shop.cache.view() !== undefined);
    await shop.proxy.set('refuse');
    for (let index = 0; index < 1_100; index += 1) shop.central.setAccount(testAccount(`account-${index}`, index));
    await shop.proxy.set('pass');
    await until(() => shop.cache.view()?.cursor === 1_100);
    expect(Object.keys(shop.cache.points())).toHaveLength(1_100);
  });

  it('cuts a batch of large operations, and halves one that the centre finds too large', async () => {
    shop.central.bodyLimit = 1_000_000;
    shop.journal.append(40, 'x'.repeat(200_000));
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(shop.errors).toEqual([]);
  });

  it('halves a batch that a proxy before the centre finds too large, and sends whole ones again once one went through', async () => {
    const tooLarge = { type: 'status' as const, status: 413, contentType: 'text/html', body: '<html>413 Request Entity Too Large</html>' };
    shop.central.misbehave('POST push', tooLarge, tooLarge);
    shop.journal.append(20);
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
    expect(shop.central.calls().filter((call) => call === 'POST push')).toHaveLength(4);
  });

  it('shows an operation that is too large for the centre, and sends it once the limit is raised', async () => {
    shop.central.bodyLimit = 10_000;
    shop.journal.append(1, 'x'.repeat(20_000));
    shop.engine.start();
    await until(() => shop.contacts.some((contact) => contact.lastError === 'operation 1 is too large for the centre'));
    expect(shop.errors.join('\n')).toContain('operation 1 is too large for the centre');
    shop.central.bodyLimit = 16_000_000;
    await until(() => hasDrained(shop));
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
  });

  it("passes the centre's time on", async () => {
    shop.engine.start();
    await until(() => shop.centralTimes.length > 0);
    expect(shop.centralTimes[0]).toBe(fakeTimeMs);
  });

  it('stops while the feed is being held, and is not started twice', async () => {
    shop.engine.start();
    expect(() => shop.engine.start()).toThrow('started before');
    const completed: string[] = [];
    shop.engine.contact$.subscribe({ complete: () => completed.push('contact') });
    shop.engine.accountsChanged$.subscribe({ complete: () => completed.push('accountsChanged') });
    shop.engine.settled$.subscribe({ complete: () => completed.push('settled') });
    await until(() => shop.central.calls().filter((call) => call === 'GET feed').length >= 2);
    await shop.engine.stop();
    expect(completed).toEqual(['contact', 'accountsChanged', 'settled']);
    expect(() => shop.engine.start()).toThrow('started before');
    const calls = shop.central.calls().length;
    shop.journal.append(1);
    expect(shop.central.calls()).toHaveLength(calls);
    expect(await shop.engine.authority.hold({ holdId: 'h', saleId: 's', accountId: 'anna', cardNumber: '123456', points: 5, holdSeconds: 60 }, 100)).toEqual({
      outcome: 'unavailable', ambiguous: false,
    });
  });
});
