import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccruedView } from '../../../sync/central/web/accrue-event.ts';
import type { CardBalance } from '../../../sync/central/web/card-balance.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect, postingsOf } from '../kit/audit.ts';
import { dayMs } from '../kit/points-shop.ts';
import { testBundle } from '../kit/test-shop.ts';
import type { TestTill } from '../kit/test-till.ts';
import { aigul, aigulsCard, daniyar, openWebShop, type WebClient } from './web-shop.ts';

const events = [
  { id: 'review', name: { ru: 'Отзыв', kk: 'Пікір', en: 'Review' }, points: 20, limit: { times: 2, period: 'month' as const }, pendingDays: 3, expiresAfterDays: 30 },
  { id: 'subscription', name: { ru: 'Подписка' }, points: 100, limit: { times: 1, period: 'ever' as const } },
  { id: 'visit', name: { ru: 'Визит' }, points: 1 },
];

describe('points for an event', () => {
  let central: TestCentral;
  let till: TestTill;
  let shop: WebClient;
  beforeAll(async () => {
    central = await startTestCentral({ bundle: testBundle({ events }), accounts: [aigul, daniyar] });
    till = await central.enrolTill();
    shop = await openWebShop(central);
  });
  afterAll(async () => await central.close());

  const accrue = async (kind: string, more: object = {}) =>
    await shop.call<AccruedView>('POST', '/v1/events/accrue', { eventId: randomUUID(), kind, card: aigulsCard, ...more });
  const balance = async () => (await shop.call<CardBalance>('GET', `/v1/cards/${aigulsCard}`)).body.points;

  it('are booked once for each event id, and the same request answers the same', async () => {
    const before = await balance();
    const eventId = randomUUID();
    const same = await Promise.all([accrue('visit', { eventId }), accrue('visit', { eventId }), accrue('visit', { eventId })]);
    for (const answer of same) expect(answer).toEqual({ status: 200, body: { eventId, kind: 'visit', cardNumber: aigulsCard, points: 1, opId: `event:shop:${eventId}` } });
    expect((await balance()).available).toBe(before.available + 1);
    expect(await central.availablePoints(till, aigul.accountId)).toBe(before.available + 1);
    expect(await accrue('review', { eventId })).toMatchObject({ status: 409, body: { code: 'event-differs' } });
  });

  it('belong to the channel: the same id from another shop is another event', async () => {
    const other = await openWebShop(central, 'other');
    const eventId = randomUUID();
    await accrue('visit', { eventId });
    const { status, body } = await other.call<AccruedView>('POST', '/v1/events/accrue', { eventId, kind: 'visit', card: aigulsCard });
    expect({ status, opId: body.opId }).toEqual({ status: 200, opId: `event:other:${eventId}` });
  });

  it("wait by the event's rule, become available on their day, and expire on theirs", async () => {
    const before = await balance();
    const noon = central.clock.nowMs;
    expect((await accrue('review')).body).toMatchObject({ points: 20, availableOn: '2026-11-25', expiresOn: '2026-12-25' });
    expect(await balance()).toMatchObject({ available: before.available, pending: before.pending + 20 });
    central.clock.nowMs = noon + 3 * dayMs;
    expect(await balance()).toMatchObject({ available: before.available + 20, pending: before.pending, expiring: [{ expiresOn: '2026-12-25', points: 20 }] });
    await accrue('visit');
    expect(await central.availablePoints(till, aigul.accountId)).toBe(before.available + 21);
    central.clock.nowMs = noon;
  });

  it('come no more often than the limit of the customer and the period says', async () => {
    const noon = central.clock.nowMs;
    expect((await accrue('subscription')).status).toBe(200);
    expect(await accrue('subscription')).toMatchObject({ status: 409, body: { code: 'event-limit-reached', times: 1, period: 'ever' } });
    central.clock.nowMs = noon + 30 * dayMs;
    expect((await accrue('subscription')).status).toBe(409);
    const refusedId = randomUUID();
    const answers = [await accrue('review'), await accrue('review'), await accrue('review', { eventId: refusedId })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 409]);
    central.clock.nowMs = noon + 60 * dayMs;
    expect((await accrue('review', { eventId: refusedId })).status).toBe(200);
    expect((await accrue('subscription', { card: daniyar.cards[0]!.number })).status).toBe(200);
    central.clock.nowMs = noon;
  });

  it('are never more than the limit, however many ask at once', async () => {
    const noon = central.clock.nowMs;
    central.clock.nowMs = noon + 365 * dayMs;
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await accrue('review')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    central.clock.nowMs = noon;
  });

  it.each([
    ['a kind that the programme does not know', { kind: 'party' }, 422, 'event-unknown'],
    ['a card that nobody has', { card: '2900770100093' }, 404, 'card-unknown'],
    ['a code that is no card', { card: 'hello' }, 404, 'card-unknown'],
    ['a blocked card', { card: '2900770100024' }, 409, 'card-not-earning'],
    ['an id with a space', { eventId: 'a b' }, 400, 'bad-request'],
    ['points of its own', { points: 1_000_000 }, 400, 'bad-request'],
  ])('are refused for %s', async (_what, changes, status, code) => {
    const before = await balance();
    expect(await accrue('visit', changes)).toMatchObject({ status, body: { code } });
    expect(await balance()).toEqual(before);
  });

  it('stand in the ledger with postings that sum to zero', async () => {
    const eventId = randomUUID();
    await accrue('visit', { eventId });
    await central.stop();
    await inspect(central.home, async (db) => {
      expect(await postingsOf(db, `event:shop:${eventId}`)).toEqual({ available: 1, earned: -1 });
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
    });
  });
});
