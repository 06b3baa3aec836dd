import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshnessStep, mayRedeemOffline, mayRedeemOnline, type OfflineFacts } from '../../../agent/domain/redemption/may-redeem.ts';
import { spendCover } from '../../../agent/domain/redemption/cover.ts';

const allowance = { policy: 'allowance', maxShareBasisPoints: 5_000, maxPointsPerTill: 500, minVisits: 1, visitDays: 30, validSeconds: 86_400, marginSeconds: 3_600, reuseAfterSeconds: 172_800 } as const;
const risk = { policy: 'risk-limit', maxPointsPerReceipt: 100, maxPointsPerCustomerDay: 150, maxPointsPerTillDay: 180 } as const;
const freshness = { cappedAfterSeconds: 60, cappedPoints: 25, earnOnlyAfterSeconds: 120 };
const facts: OfflineFacts = { isDoubtful: false, balancePoints: 500, allowancePoints: 40, ageMs: 0, risked: { customerPoints: 0, tillPoints: 0 } };

describe('what a till may let go without the centre', () => {
  it.each([
    ['never', { offline: 'never' as const }, {}, { points: 0, limitedBy: 'offline' }],
    ['the allowance', { offline: allowance }, {}, { points: 40, limitedBy: 'allowance' }],
    ['no allowance', { offline: allowance }, { allowancePoints: 0 }, { points: 0, limitedBy: 'allowance' }],
    ['the receipt\'s risk', { offline: risk }, {}, { points: 100, limitedBy: 'risk-limit' }],
    ['the rest of the customer\'s day', { offline: risk }, { risked: { customerPoints: 90, tillPoints: 90 } }, { points: 60, limitedBy: 'risk-limit' }],
    ['the rest of the till\'s day', { offline: risk }, { risked: { customerPoints: 0, tillPoints: 170 } }, { points: 10, limitedBy: 'risk-limit' }],
    ['nothing after the day\'s risk', { offline: risk }, { risked: { customerPoints: 0, tillPoints: 200 } }, { points: 0, limitedBy: 'risk-limit' }],
    ['a small balance', { offline: risk }, { balancePoints: 7 }, { points: 7, limitedBy: 'balance' }],
    ['a balance that is the risk exactly', { offline: risk }, { balancePoints: 100 }, { points: 100, limitedBy: 'risk-limit' }],
    ['a negative balance', { offline: risk }, { balancePoints: -7 }, { points: 0, limitedBy: 'balance' }],
    ['all while fresh', { offline: allowance, freshness }, { ageMs: 59_999 }, { points: 40, limitedBy: 'allowance' }],
    ['the cap after a while', { offline: allowance, freshness }, { ageMs: 60_000 }, { points: 25, limitedBy: 'stale' }],
    ['less than the cap', { offline: allowance, freshness }, { ageMs: 60_000, allowancePoints: 25 }, { points: 25, limitedBy: 'allowance' }],
    ['the cap until the last moment', { offline: risk, freshness }, { ageMs: 119_999 }, { points: 25, limitedBy: 'stale' }],
    ['nothing after long', { offline: risk, freshness }, { ageMs: 120_000 }, { points: 0, limitedBy: 'stale' }],
    ['nothing in doubt', { offline: risk }, { isDoubtful: true }, { points: 0, limitedBy: 'offline' }],
  ])('%s', (_what, rules, changes, expected) => {
    expect(mayRedeemOffline(rules, { ...facts, ...changes })).toEqual(expected);
  });

  it('is with the centre what it has, and what it has set aside here', () => {
    expect(mayRedeemOnline(100, 40)).toEqual({ points: 140, limitedBy: 'balance' });
    expect(mayRedeemOnline(-5, 40)).toEqual({ points: 40, limitedBy: 'balance' });
    expect(mayRedeemOnline(100, 0)).toBeUndefined();
  });

  it('is fresh for ever where the programme says nothing', () => {
    expect(freshnessStep(undefined, Number.MAX_SAFE_INTEGER)).toBe('fresh');
    expect([0, 60_000, 120_000].map((ageMs) => freshnessStep(freshness, ageMs))).toEqual(['fresh', 'capped', 'earn-only']);
  });
});

describe('what a receipt used of its cover', () => {
  it('is the hold first, then the allowance, then the risk, and comes to what was spent', () => {
    fc.assert(fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (held, leased, risked, share) => {
      const all = held + leased + risked;
      const points = Math.floor(all * share);
      const cover = { points: all, hold: { holdId: 'h', points: held, expiresAtMs: 1 }, allowance: { allowanceId: 'a', points: leased, usableUntilMs: 1 }, riskPoints: risked };
      const spent = spendCover(cover, points);
      const fromAllowance = spent.allowance?.points ?? 0;
      const fromRisk = spent.riskPoints ?? 0;
      const fromHold = points - fromAllowance - fromRisk;
      expect(spent.points).toBe(points);
      expect(fromHold).toBe(Math.min(points, held));
      expect(fromAllowance).toBe(Math.min(points - fromHold, leased));
      expect(fromRisk).toBeLessThanOrEqual(risked);
    }));
  });
});
