import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDrained, openEngineShop, type EngineShop } from './engine-shop.ts';
import { testAccount } from './fake-cache.ts';
import { until } from './until.ts';

const portalPage = '<html><body>Please accept the terms of this hotspot</body></html>';

let shop: EngineShop;
const open = async (options: Parameters<typeof openEngineShop>[0] = {}): Promise<EngineShop> => {
  shop = await openEngineShop(options);
  return shop;
};
afterEach(async () => {
  await shop.close();
});

/** The shop is open, everything is fetched and pushed. */
const settle = async (): Promise<void> => {
  shop.journal.append(3);
  shop.engine.start();
  await until(() => hasDrained(shop) && shop.cache.view() !== undefined);
};

describe('an outage', () => {
  it('that refuses connections is told as unreachable; all goes on when it is over', async () => {
    await open();
    await settle();
    await shop.proxy.set('refuse');
    shop.journal.append(5);
    await until(() => shop.engine.contact().reach === 'unreachable');
    expect(shop.engine.contact().breaker).not.toBe('closed');
    expect(shop.engine.contact().lastError).toContain('ECONNREFUSED');
    shop.central.setAccount(testAccount('anna', 7));
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop) && shop.cache.points()['anna'] === 7);
    expect(shop.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed' });
    expect(shop.engine.contact().lastError).toBeUndefined();
  });

  it('at the very start is no different', async () => {
    await open();
    await shop.proxy.set('refuse');
    shop.journal.append(5);
    shop.engine.start();
    await until(() => shop.engine.contact().reach === 'unreachable');
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop) && shop.cache.view() !== undefined);
    expect(shop.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed' });
  });

  it('that swallows every byte is told as failing', async () => {
    await open({ timing: { feedWaitMs: 50, feedGraceMs: 100, pushTimeoutMs: 100, probeTimeoutMs: 100, callTimeoutMs: 100 } });
    await settle();
    await shop.proxy.set('blackhole');
    shop.journal.append(5);
    await until(() => shop.engine.contact().reach === 'failing');
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop) && shop.engine.contact().reach === 'ok');
    expect(shop.contacts.map((contact) => contact.reach)).not.toContain('unreachable');
  });

  it('that resets connections is seen, and all goes on when it is over', async () => {
    await open();
    await settle();
    await shop.proxy.set('reset');
    await until(() => shop.engine.contact().breaker !== 'closed');
    // A reset that comes right after the handshake looks like no connection at all.
    expect(['failing', 'unreachable']).toContain(shop.engine.contact().reach);
    shop.journal.append(5);
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop));
  });

  it('of the name service is told as unreachable', async () => {
    await open({ centralUrl: 'http://no-such-host.invalid' });
    shop.engine.start();
    await until(() => shop.engine.contact().reach === 'unreachable');
    expect(shop.engine.contact().lastError).toMatch(/ENOTFOUND|EAI_AGAIN|no connection within/);
  });

  it('does not keep the engine from stopping, not even in the middle of a probe', async () => {
    await open({ timing: { feedWaitMs: 20, feedGraceMs: 50, probeTimeoutMs: 60_000 } });
    await settle();
    await shop.proxy.set('blackhole');
    await until(() => shop.engine.contact().breaker === 'half-open');
    await shop.engine.stop();
    expect(shop.engine.contact().breaker).toBe('open');
  });

  it('that comes and goes loses nothing', async () => {
    await open();
    shop.engine.start();
    for (const mode of ['refuse', 'pass', 'reset', 'pass', 'refuse', 'pass'] as const) {
      shop.journal.append(50);
      await shop.proxy.set(mode);
      shop.journal.append(50);
      if (mode === 'pass') await until(() => shop.engine.contact().breaker === 'closed');
    }
    await until(() => hasDrained(shop));
    expect(shop.central.operations('journal-1')).toHaveLength(600);
  });
});

describe('an answer that goes wrong', () => {
  it('is lost after the centre has applied the push: it is found out, nothing is doubled', async () => {
    await open();
    await settle();
    shop.proxy.cutNext({ when: 'POST /till/v1/push', direction: 'from-target', afterBytes: 0 });
    shop.journal.append(4);
    await until(() => hasDrained(shop));
    expect(shop.proxy.counts().cuts).toBe(1);
    expect(shop.contacts.map((contact) => contact.reach)).toContain('failing');
  });

  it('is cut in the middle', async () => {
    await open();
    await settle();
    shop.proxy.cutNext({ when: 'POST /till/v1/push', direction: 'from-target', afterBytes: 150 });
    shop.journal.append(4);
    await until(() => hasDrained(shop));
    expect(shop.proxy.counts().cuts).toBe(1);
  });

  it('never comes, because the batch was cut in the middle', async () => {
    await open();
    await settle();
    shop.proxy.cutNext({ when: 'POST /till/v1/push', direction: 'to-target', afterBytes: 5_000 });
    shop.journal.append(400);
    await until(() => hasDrained(shop));
    expect(shop.proxy.counts().cuts).toBe(1);
  });

  it.each([
    { title: '503 with Retry-After', mishap: { type: 'status' as const, status: 503, headers: { 'retry-after': '0' }, body: '{"code":"closing"}' }, reach: 'failing', error: '503 closing' },
    { title: '429', mishap: { type: 'status' as const, status: 429, body: '{"code":"slow-down"}' }, reach: 'failing', error: '429 slow-down' },
    { title: 'a portal page with status 200', mishap: { type: 'status' as const, status: 200, contentType: 'text/html', body: portalPage }, reach: 'failing', error: 'rubbish' },
    { title: 'a portal page with status 403', mishap: { type: 'status' as const, status: 403, contentType: 'text/html', body: portalPage }, reach: 'failing', error: 'rubbish' },
    { title: 'a redirect', mishap: { type: 'status' as const, status: 302, headers: { location: 'http://portal.example/' }, body: '' }, reach: 'failing', error: 'rubbish' },
    { title: 'JSON of another schema', mishap: { type: 'status' as const, status: 200, body: '{"epoch":"e","position":{"seq":"4"}}' }, reach: 'failing', error: 'rubbish' },
    { title: 'half of a JSON text', mishap: { type: 'garble' as const, change: (body: Buffer) => body.subarray(0, 20) }, reach: 'failing', error: 'rubbish' },
  ])('is $title: it is told as failing and repeated', async ({ mishap, reach, error }) => {
    await open();
    await settle();
    shop.central.misbehave('POST push', mishap);
    shop.journal.append(4);
    await until(() => hasDrained(shop));
    const bad = shop.contacts.filter((contact) => contact.breaker === 'open');
    expect(bad.map((contact) => contact.reach)).toContain(reach);
    expect(bad.map((contact) => contact.lastError).join('\n')).toContain(error);
    expect(shop.errors).toEqual([]);
  });

  it('stays in its head: a slow body is given up and the push repeated', async () => {
    await open({ timing: { pushTimeoutMs: 150 } });
    await settle();
    shop.central.misbehave('POST push', { type: 'slow-body' });
    shop.journal.append(4);
    await until(() => hasDrained(shop));
    expect(shop.contacts.map((contact) => contact.reach)).toContain('failing');
  });

  it('says no to one kind of call: the others go on and the breaker stays closed', async () => {
    await open();
    await settle();
    const no = { type: 'status' as const, status: 422, body: '{"code":"chain-broken"}' };
    shop.central.misbehave('POST push', no, no, no);
    shop.journal.append(4);
    await until(() => hasDrained(shop));
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
    expect(shop.errors).toHaveLength(3);
  });

  it('refuses the till: that is told, and asked again by and by', async () => {
    await open({ token: 'a-token-of-nobody-here' });
    shop.engine.start();
    await until(() => shop.engine.contact().reach === 'refused' && shop.central.calls().filter((call) => call === 'GET ping').length >= 2);
    expect(shop.engine.contact().lastError).toContain('401 unauthorized');
  });

  it('comes with the hash of another bundle: it is not offered', async () => {
    await open();
    const change = (body: Buffer): Buffer => Buffer.from(body.toString().replace('serial\\":1', 'serial\\":7'));
    shop.central.misbehave('GET bundle', { type: 'garble', change });
    shop.engine.start();
    await until(() => shop.offered.length > 0);
    expect(shop.offered.map((envelope) => envelope.text)).toEqual(['{"serial":1}']);
    expect(shop.contacts.map((contact) => contact.lastError).join('\n')).toContain('the bundle does not have the hash');
  });
});

describe('a snapshot', () => {
  beforeEach(async () => {
    await open({ timing: { snapshotIdleMs: 150 } });
    for (let index = 0; index < 1_234; index += 1) shop.central.setAccount(testAccount(`account-${index}`, index));
  });

  it.each([
    { title: 'is cut', mishap: { type: 'garble' as const, change: (body: Buffer) => body.subarray(0, body.length - 30) } },
    { title: 'is damaged', mishap: { type: 'garble' as const, change: (body: Buffer) => Buffer.from(body.map((byte, index) => (index === 5_000 ? byte ^ 1 : byte))) } },
    { title: 'stops flowing', mishap: { type: 'slow-body' as const } },
    { title: 'is a portal page', mishap: { type: 'status' as const, status: 200, contentType: 'text/html', body: portalPage } },
    { title: 'is refused for now', mishap: { type: 'status' as const, status: 503, body: '' } },
  ])('that $title is thrown away and taken again', async ({ mishap }) => {
    shop.central.misbehave('GET snapshot', mishap);
    shop.engine.start();
    await until(() => shop.cache.view() !== undefined);
    expect(Object.keys(shop.cache.points())).toHaveLength(1_234);
    expect(shop.cache.view()?.generation).toBe(1);
    expect(shop.central.calls().filter((call) => call === 'GET snapshot')).toHaveLength(2);
  });

  it('that the disk refuses is taken again, without blaming the network', async () => {
    shop.cache.failNextBuild(new Error('disk full'));
    shop.engine.start();
    await until(() => shop.cache.view() !== undefined);
    expect(shop.cache.aborted()).toBe(1);
    expect(shop.errors.join('\n')).toContain('disk full');
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
  });

  it('is taken anew when the centre begins another epoch', async () => {
    shop.engine.start();
    await until(() => shop.cache.view() !== undefined);
    shop.central.newEpoch();
    await until(() => shop.cache.view()?.epoch === 'epoch-2');
    expect(shop.cache.view()?.generation).toBe(2);
  });
});

describe('a centre that lost its memory', () => {
  it('says so with the answer to a push, while nobody answers what the till asks of the feed', async () => {
    await open({ timing: { feedWaitMs: 600_000 } });
    await settle();
    const feeds = () => shop.central.calls().filter((call) => call === 'GET feed').length;
    shop.central.misbehave('GET feed', { type: 'silence' });
    const before = feeds();
    shop.central.setAccount(testAccount('anna', 5));
    await until(() => feeds() > before, 'the question that nobody answers');
    shop.central.newEpoch();
    shop.journal.append(1);
    await until(() => shop.cache.view()?.epoch === 'epoch-2', 'the new snapshot');
    expect(shop.contacts.every(({ breaker }) => breaker !== 'open')).toBe(true);
  });

  it('gets again what it had acknowledged', async () => {
    await open();
    await settle();
    await shop.proxy.set('refuse');
    await until(() => shop.engine.contact().breaker !== 'closed');
    shop.central.restore('journal-1', 1);
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop));
    expect(shop.journal.settled().map((position) => position.seq)).toContain(1);
  });

  it('gets it again even where the connection never broke and the till has nothing new', async () => {
    await open({ timing: { feedWaitMs: 20 } });
    await settle();
    shop.central.restore('journal-1', 0);
    await until(() => shop.central.operations('journal-1').length === 3);
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
  });

  it('is found out each time, even where it went back to the same operation', async () => {
    await open({ timing: { feedWaitMs: 20 } });
    await settle();
    for (let round = 0; round < 2; round += 1) {
      shop.central.restore('journal-1', 1);
      await until(() => shop.central.operations('journal-1').length === 3 && shop.cache.view()?.through.seq === 3);
    }
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
  });

  it('brings the cache back to what it knows, though its epoch and its cursor do not tell', async () => {
    await open({ timing: { callTimeoutMs: 500 } });
    shop.central.setAccount(testAccount('anna', 100));
    await settle();
    await until(() => shop.cache.points()['anna'] === 100);
    await shop.proxy.set('refuse');
    await until(() => shop.engine.contact().breaker !== 'closed');
    shop.central.restore('journal-1', 1);
    shop.central.forget('anna');
    // The push has brought everything again before the feed is asked, which then fits in every respect.
    shop.central.misbehave('GET bundle', { type: 'silence' });
    await shop.proxy.set('pass');
    await until(() => hasDrained(shop) && shop.cache.points()['anna'] === undefined);
    expect(shop.cache.view()).toMatchObject({ epoch: 'epoch-1', generation: 2 });
  });

  it('never brings a page to rows that contain more of the journal than it does', async () => {
    await open({ timing: { feedWaitMs: 20 } });
    await settle();
    await until(() => shop.cache.view()?.through.seq === 3);
    shop.central.restore('journal-1', 0);
    await until(() => shop.central.operations('journal-1').length === 3 && (shop.cache.view()?.generation ?? 0) > 1);
    await until(() => shop.cache.view()?.through.seq === 3);
    expect(shop.cache.regressions()).toBe(0);
  });

  it('answers a gap, and gets everything from where it expects it', async () => {
    await open({ timing: { feedWaitMs: 5_000 } });
    await settle();
    shop.central.restore('journal-1', 1);
    shop.journal.append(1);
    await until(() => hasDrained(shop));
    expect(shop.contacts.every((contact) => contact.breaker === 'closed')).toBe(true);
  });
});

describe('a journal that has two branches', () => {
  it('is quarantined when the centre knows another hash; the branch is handed over, feed and bundle go on', async () => {
    await open();
    await settle();
    await shop.proxy.set('refuse');
    await until(() => shop.engine.contact().breaker !== 'closed');
    const [first, ...others] = shop.journal.operations();
    shop.central.fork('journal-1', [{ ...first!, hash: 'f'.repeat(64) }, ...others].slice(0, 1));
    await shop.proxy.set('pass');
    await until(() => shop.engine.contact().quarantined);
    const { seq } = shop.journal.position();
    shop.journal.append(5);
    await until(() => shop.central.quarantined('journal-1').length === shop.journal.head().seq - 1);
    shop.central.setAccount(testAccount('anna', 7));
    await until(() => shop.cache.points()['anna'] === 7);
    expect(shop.journal.position().seq).toBe(seq);
    expect(shop.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed', quarantined: true });
    const hold = { holdId: 'h', saleId: 's', accountId: 'anna', cardNumber: '1', points: 1, holdSeconds: 60 };
    expect(await shop.engine.authority.hold(hold, 20_000)).toEqual({ outcome: 'unavailable', ambiguous: false });
    expect(shop.central.calls()).not.toContain('POST holds');
    expect(shop.errors.join('\n')).toContain('quarantined');
  });

  it('is quarantined when the centre refuses the branch, and remembers what was refused', async () => {
    await open();
    shop.central.verdictOf = (operation) => (operation.seq === 2 ? 'quarantined' : 'applied');
    shop.journal.append(2);
    shop.engine.start();
    await until(() => shop.engine.contact().quarantined);
    expect(shop.journal.unsettled(10)).toEqual([{ seq: 2, state: 'quarantined', reason: 'quarantined' }]);
    expect(shop.journal.position().seq).toBe(1);
  });
});

describe('a disk that will not store the settlement', () => {
  it('makes the engine ask the centre again', async () => {
    await open();
    shop.journal.failNextSettle(new Error('disk full'));
    shop.journal.append(3);
    shop.engine.start();
    await until(() => hasDrained(shop));
    expect(shop.errors.join('\n')).toContain('disk full');
    expect(shop.engine.contact().breaker).toBe('closed');
  });
});
