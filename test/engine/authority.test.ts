import { afterEach, describe, expect, it } from 'vitest';
import type { HoldRequest } from '../../agent/ports/authority.ts';
import { openEngineShop, type EngineShop } from './engine-shop.ts';
import { fakeTimeMs } from './fake-central.ts';
import { until } from './until.ts';

let shop: EngineShop;
afterEach(async () => {
  await shop.close();
});

const hold: HoldRequest = { holdId: 'hold-1', saleId: 'sale-1', accountId: 'anna', cardNumber: '2900000000001', points: 100, holdSeconds: 600 };
const budgetMs = 20_000;
const connected = async (): Promise<void> => {
  shop.engine.start();
  await until(() => shop.cache.view() !== undefined);
};
const holdCalls = (): number => shop.central.calls().filter((call) => call === 'POST holds').length;

describe('a hold', () => {
  it('is granted by the centre', async () => {
    shop = await openEngineShop();
    await connected();
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'held', points: 100, expiresAtMs: fakeTimeMs + 60_000 });
  });

  it('is refused by the centre: that is an answer, not an outage', async () => {
    shop = await openEngineShop();
    shop.central.holdReply = { outcome: 'refused', reason: 'insufficient-points', availablePoints: 40 };
    await connected();
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 40 });
    expect(shop.engine.contact().breaker).toBe('closed');
  });

  it('that gets no answer within its budget is ambiguous and opens the breaker; the next one is answered without a request', async () => {
    // The probe finds the same silence, so that the breaker stays open.
    shop = await openEngineShop({ timing: { probeTimeoutMs: 60_000, backoffMinMs: 60_000, backoffMaxMs: 60_000 } });
    await connected();
    shop.central.misbehave('POST holds', { type: 'silence', apply: true });
    expect(await shop.engine.authority.hold(hold, 50)).toEqual({ outcome: 'unavailable', ambiguous: true });
    expect(shop.engine.contact()).toMatchObject({ reach: 'failing', breaker: 'open' });
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: false });
    expect(holdCalls()).toBe(1);
  });

  it('whose answer stays in its head is ambiguous', async () => {
    shop = await openEngineShop();
    await connected();
    shop.central.misbehave('POST holds', { type: 'slow-body' });
    expect(await shop.engine.authority.hold(hold, 50)).toEqual({ outcome: 'unavailable', ambiguous: true });
  });

  it('whose answer is cut off is ambiguous', async () => {
    shop = await openEngineShop();
    await connected();
    shop.proxy.cutNext({ when: 'POST /till/v1/holds', direction: 'from-target', afterBytes: 0 });
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: true });
  });

  it('that could not be connected is not ambiguous', async () => {
    shop = await openEngineShop();
    await shop.proxy.set('refuse');
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: false });
    expect(shop.engine.contact()).toMatchObject({ reach: 'unreachable', breaker: 'open' });
  });

  it('that the centre finds malformed is no outage', async () => {
    shop = await openEngineShop();
    await connected();
    expect(await shop.engine.authority.hold({ ...hold, points: 0 }, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: true });
    expect(shop.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed' });
  });

  it.each([
    { title: 'rubbish', mishap: { type: 'status' as const, status: 200, body: '<html>' } },
    { title: 'another schema', mishap: { type: 'status' as const, status: 200, body: '{"outcome":"held"}' } },
    { title: '503', mishap: { type: 'status' as const, status: 503, body: '' } },
  ])('that is answered by $title is ambiguous, and works again once the centre does', async ({ mishap }) => {
    shop = await openEngineShop();
    await connected();
    shop.central.misbehave('POST holds', mishap);
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: true });
    await until(() => shop.engine.contact().breaker === 'closed');
    expect(await shop.engine.authority.hold(hold, budgetMs)).toMatchObject({ outcome: 'held' });
  });

  it('that failed by a mistake of ours, perhaps after the centre granted it, is ambiguous', async () => {
    shop = await openEngineShop();
    await connected();
    Object.freeze(shop.centralTimes);
    expect(await shop.engine.authority.hold(hold, budgetMs)).toEqual({ outcome: 'unavailable', ambiguous: true });
    expect(holdCalls()).toBe(1);
  });

  it('is answered when the engine is stopped under it', async () => {
    shop = await openEngineShop();
    await connected();
    shop.central.misbehave('POST holds', { type: 'silence' });
    const answer = shop.engine.authority.hold(hold, budgetMs);
    await until(() => holdCalls() === 1);
    await shop.engine.stop();
    expect(await answer).toEqual({ outcome: 'unavailable', ambiguous: true });
  });
});
