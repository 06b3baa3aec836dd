import { describe, expect, it } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { emptied, mergeAccounts, survivorOf } from '../../../agent/domain/customer/merge-accounts.ts';

const one: Account = { accountId: 'one', tier: 'gold', availablePoints: 100, holds: [], cards: [{ number: '1', state: 'active' }], purchases: 3 };
const other: Account = { accountId: 'other', tier: 'base', availablePoints: 7, holds: [{ holdId: 'h', points: 5, expiresAtMs: 9 }], cards: [{ number: '2', state: 'blocked' }] };
const tiers = ['base', 'gold'];

describe('two accounts that become one', () => {
  it('leave the one that was joined first, then the one with the lower id, whoever is asked first', () => {
    const older = { ...other, joinedOn: '2020-01-01' };
    const newer = { ...one, joinedOn: '2021-01-01' };
    expect([survivorOf(older, newer), survivorOf(newer, older)]).toEqual([older, older]);
    expect([survivorOf(one, other), survivorOf(other, one)]).toEqual([one, one]);
  });

  it('have together what each of them had, and the higher tier', () => {
    expect(mergeAccounts(one, other, tiers)).toEqual({
      accountId: 'one', tier: 'gold', availablePoints: 107, purchases: 3, mergedIds: ['other'],
      holds: other.holds, cards: [...one.cards, ...other.cards],
    });
    expect(mergeAccounts(other, one, tiers).tier).toBe('gold');
  });

  it('keep lots by their days, the longer offer and favourite, and count limits together', () => {
    const lot = { lotId: 'a', points: 3, expiresOn: '2026-12-01' };
    const merged = mergeAccounts(
      { ...one, lots: [lot], offers: [{ offerId: 'o', until: '2026-12-01' }], usage: [{ promotionId: 'p', since: '2026-11-01', times: 2 }], favourite: { categoryId: 'food', until: '2026-12-01' } },
      { ...other, lots: [lot], offers: [{ offerId: 'o', until: '2026-12-05' }], usage: [{ promotionId: 'p', since: '2026-11-01', times: 1 }, { promotionId: 'q', since: '2026-11-01', times: 1 }], favourite: { categoryId: 'toys', until: '2026-12-09' } },
      tiers,
    );
    expect(merged).toMatchObject({
      lots: [{ ...lot, points: 6 }], offers: [{ offerId: 'o', until: '2026-12-05' }], favourite: { categoryId: 'toys', until: '2026-12-09' },
      usage: [{ promotionId: 'p', since: '2026-11-01', times: 3 }, { promotionId: 'q', since: '2026-11-01', times: 1 }],
    });
  });

  it('keep no lots beyond a balance that the other one was short of', () => {
    const merged = mergeAccounts({ ...one, lots: [{ lotId: 'a', points: 90, expiresOn: '2026-12-01' }] }, { ...other, holds: [], availablePoints: -40 }, tiers);
    expect([merged.availablePoints, merged.lots]).toEqual([60, [{ lotId: 'a', points: 60, expiresOn: '2026-12-01' }]]);
  });

  it('leave a redirect with nothing of its own', () => {
    expect(emptied(other, 'one')).toEqual({ accountId: 'other', tier: 'base', availablePoints: 0, holds: [], cards: [], purchases: 0, mergedInto: 'one' });
  });
});
