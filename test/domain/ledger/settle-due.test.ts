import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { pointsIn } from '../../../agent/domain/ledger/move-lots.ts';
import { settleDue } from '../../../agent/domain/ledger/settle-due.ts';

const today = '2026-11-22';
const account: Account = { accountId: 'a', tier: 'base', availablePoints: 100, holds: [], cards: [] };
const lot = (points: number, expiresOn: string, lotId = expiresOn) => ({ lotId, points, expiresOn });

describe('on its day', () => {
  test('a pending lot may be spent, and not the day before', () => {
    const pending = [{ lotId: 'p', points: 7, availableOn: today }];
    expect(settleDue({ ...account, pending }, '2026-11-21')).toEqual({ account: { ...account, pending }, maturedPoints: 0, expiredPoints: 0 });
    expect(settleDue({ ...account, pending }, today)).toEqual({ account: { ...account, availablePoints: 107 }, maturedPoints: 7, expiredPoints: 0 });
  });

  test('a lot is there on its last day, and gone on the next', () => {
    const lots = [lot(30, today)];
    expect(settleDue({ ...account, lots }, today).expiredPoints).toBe(0);
    expect(settleDue({ ...account, lots }, '2026-11-23')).toEqual({ account: { ...account, availablePoints: 70 }, maturedPoints: 0, expiredPoints: 30 });
  });

  test('a lot that was pending through all of its days comes and goes at once', () => {
    const pending = [{ lotId: 'p', points: 7, availableOn: '2026-11-20', expiresOn: '2026-11-21' }];
    expect(settleDue({ ...account, pending }, today)).toEqual({ account, maturedPoints: 7, expiredPoints: 7 });
  });

  test('points that fill a debt are in no lot', () => {
    const owing = { ...account, availablePoints: -5, pending: [{ lotId: 'p', points: 7, availableOn: today, expiresOn: '2026-12-01' }] };
    expect(settleDue(owing, today).account).toEqual({ ...account, availablePoints: 2, lots: [{ lotId: 'p', points: 2, expiresOn: '2026-12-01' }] });
  });

  test('held points are the soonest to expire, and stay', () => {
    const holds = [{ holdId: 'h', points: 25, expiresAtMs: 1 }];
    const lots = [lot(20, '2026-11-20'), lot(10, '2026-11-21'), lot(5, '2026-11-30')];
    expect(settleDue({ ...account, availablePoints: 10, holds, lots }, today)).toEqual({
      account: { ...account, availablePoints: 5, holds, lots: [lot(20, '2026-11-20'), lot(5, '2026-11-21'), lot(5, '2026-11-30')] }, maturedPoints: 0, expiredPoints: 5,
    });
  });
});

test('settling twice is settling once, no balance goes below zero by it, and lots never exceed what there is', () => {
  const day = fc.integer({ min: 10, max: 30 }).map((number) => `2026-11-${number}`);
  const points = fc.integer({ min: 1, max: 50 });
  const drawn = fc.record({
    free: fc.nat({ max: 50 }), held: fc.nat({ max: 80 }),
    lots: fc.array(fc.record({ points, expiresOn: day }), { maxLength: 4 }), pending: fc.array(fc.record({ points, availableOn: day, expiresOn: fc.option(day, { nil: undefined }) }), { maxLength: 4 }),
  });
  fc.assert(fc.property(drawn, ({ free, held, lots, pending }) => {
    const total = free + pointsIn(lots);
    const holding = Math.min(held, total);
    const before: Account = {
      ...account, availablePoints: total - holding, holds: holding === 0 ? [] : [{ holdId: 'h', points: holding, expiresAtMs: 1 }],
      lots: lots.map((one, index) => ({ lotId: `l${index}`, ...one })),
      pending: pending.map(({ expiresOn, ...one }, index) => ({ lotId: `p${index}`, ...one, ...(expiresOn === undefined ? {} : { expiresOn }) })),
    };
    const once = settleDue(before, today);
    expect(once.account.availablePoints).toBeGreaterThanOrEqual(0);
    expect(once.account.availablePoints).toBe(before.availablePoints + once.maturedPoints - once.expiredPoints);
    expect(pointsIn(once.account.lots ?? [])).toBeLessThanOrEqual(once.account.availablePoints + holding);
    expect(settleDue(once.account, today)).toEqual({ account: once.account, maturedPoints: 0, expiredPoints: 0 });
  }));
});
