import { expect, it } from 'vitest';
import { limitsHit, type AccountEvent, type RiskFacts, type RiskyAct } from '../../../agent/domain/operators/risk.ts';
import type { Limit } from '../../../agent/domain/operators/limit.ts';

const said = { id: 'l', name: { ru: 'Лимит' }, level: 'warn' } as const;
const nowMs = 1_000 * 60_000;
const minutesAgo = (minutes: number) => nowMs - minutes * 60_000;
const receipt = (minutes: number, change: Partial<AccountEvent> = {}): AccountEvent => ({ what: 'receipt', atMs: minutesAgo(minutes), redeemed: false, ...change });
const sell: RiskyAct = { act: 'sell', cardNumber: '29' };

it.each<[what: string, limit: Limit, act: RiskyAct, facts: Partial<RiskFacts>, isHit: boolean]>([
  ['the second receipt of two', { ...said, kind: 'card-uses', most: 2 }, sell, { events: [receipt(5)] }, false],
  ['the third receipt of two', { ...said, kind: 'card-uses', most: 2 }, sell, { events: [receipt(5), receipt(9)] }, true],
  ['receipts of yesterday', { ...said, kind: 'card-uses', most: 1 }, sell, { events: [receipt(700)] }, false],
  ['receipts at another cashier', { ...said, kind: 'card-at-one-cashier', most: 1 }, sell, { events: [receipt(5, { userId: 'b' })], user: { userId: 'a', cards: [] } }, false],
  ['receipts at this cashier', { ...said, kind: 'card-at-one-cashier', most: 1 }, sell, { events: [receipt(5, { userId: 'a' })], user: { userId: 'a', cards: [] } }, true],
  ['receipts at nobody', { ...said, kind: 'card-at-one-cashier', most: 1 }, sell, { events: [receipt(5)] }, false],
  ['one’s own card', { ...said, kind: 'own-card' }, sell, { user: { userId: 'a', cards: ['29'] } }, true],
  ['somebody else’s card', { ...said, kind: 'own-card' }, sell, { user: { userId: 'a', cards: ['30'] } }, false],
  ['a redemption after one', { ...said, kind: 'card-redemptions', most: 1 }, { act: 'redeem' }, { events: [receipt(5, { redeemed: true })] }, true],
  ['a redemption after a receipt without', { ...said, kind: 'card-redemptions', most: 1 }, { act: 'redeem' }, { events: [receipt(5)] }, false],
  ['a sale, for a limit on redemptions', { ...said, kind: 'card-redemptions', most: 1 }, sell, { events: [receipt(5, { redeemed: true })] }, false],
  ['points of a card from 9 minutes ago', { ...said, kind: 'redeem-after-issue', withinMinutes: 10 }, { act: 'redeem' }, { events: [{ what: 'card', atMs: minutesAgo(9), redeemed: false }] }, true],
  ['points of a card from 10 minutes ago', { ...said, kind: 'redeem-after-issue', withinMinutes: 10 }, { act: 'redeem' }, { events: [{ what: 'card', atMs: minutesAgo(10), redeemed: false }] }, false],
  ['a return 9 minutes after points were spent', { ...said, kind: 'return-after-redeem', withinMinutes: 10 }, { act: 'return', redeemedAtMs: minutesAgo(9) }, {}, true],
  ['a return of a receipt without points', { ...said, kind: 'return-after-redeem', withinMinutes: 10 }, { act: 'return', redeemedAtMs: undefined }, {}, false],
  ['the third look-up of three', { ...said, kind: 'look-ups', most: 3 }, { act: 'look-up', lookUps: 3 }, {}, false],
  ['the fourth look-up of three', { ...said, kind: 'look-ups', most: 3 }, { act: 'look-up', lookUps: 4 }, {}, true],
])('%s', (_what, limit, act, facts, isHit) => {
  const hits = limitsHit([limit], act, { nowMs, dayStartMs: minutesAgo(600), events: [], ...facts });
  expect(hits).toEqual(isHit ? [{ limitId: 'l', kind: limit.kind, level: 'warn' }] : []);
});
