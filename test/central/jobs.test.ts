import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../../agent/domain/customer/account.ts';
import { settleDue } from '../../agent/domain/ledger/settle-due.ts';
import { pointsIn, withLots, withPending } from '../../agent/domain/ledger/move-lots.ts';
import { openBooks } from '../../sync/central/accounts/open-books.ts';
import { writeBooks } from '../../sync/central/accounts/write-books.ts';
import { change } from '../../sync/central/accounts/books.ts';
import { runJobs } from '../../sync/central/jobs/run-jobs.ts';
import { settleDuePoints } from '../../sync/central/jobs/settle-due-points.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { pointsSale } from './kit/points-sale.ts';
import { dayMs, pointsBundle, timeIn } from './kit/points-shop.ts';
import { anna, boris, manyAccounts, testTime } from './kit/test-shop.ts';

const today = timeIn(0).localDate;

/** An account with lots and holds of all kinds; lots and holds never exceed what there is. */
const anyAccount = fc.record({
  available: fc.integer({ min: -30, max: 60 }),
  held: fc.nat({ max: 40 }),
  ready: fc.array(fc.record({ day: fc.integer({ min: -4, max: 4 }), points: fc.integer({ min: 1, max: 30 }) }), { maxLength: 5 }),
  pending: fc.array(fc.record({ day: fc.integer({ min: -4, max: 4 }), lasts: fc.option(fc.integer({ min: 1, max: 4 })), points: fc.integer({ min: 1, max: 30 }) }), { maxLength: 4 }),
});

function accountOf(accountId: string, drawn: typeof anyAccount extends fc.Arbitrary<infer Drawn> ? Drawn : never): Account {
  let room = Math.max(0, drawn.available + drawn.held);
  const lots = drawn.ready.flatMap(({ day, points }, index) => {
    const kept = Math.min(points, room);
    room -= kept;
    return kept === 0 ? [] : [{ lotId: `ready-${index}`, points: kept, expiresOn: dayIn(day) }];
  });
  const pending = drawn.pending.map(({ day, lasts, points }, index) => ({
    lotId: `pending-${index}`, points, availableOn: dayIn(day), ...(lasts === null ? {} : { expiresOn: dayIn(day + lasts) }),
  }));
  const holds = drawn.held === 0 ? [] : [{ holdId: `hold-${accountId}`, points: drawn.held, expiresAtMs: testTime.instantMs + dayMs }];
  return withPending(withLots({ accountId, tier: 'base', availablePoints: drawn.available, cards: [], holds }, lots), pending);
}

function dayIn(days: number): string {
  return new Date(Date.UTC(2026, 10, 22 + days)).toISOString().slice(0, 10);
}

describe('the jobs of the calendar', () => {
  let ledger: OpenLedger | undefined;
  afterEach(async () => {
    await ledger?.close();
    ledger = undefined;
  });

  it('do with many accounts what the reducer says of each', async () => {
    const drawn = fc.sample(anyAccount, { numRuns: 150, seed: 7 });
    const shop = manyAccounts(drawn.length).map((account) => ({ ...account, openingPoints: 0 }));
    ledger = await openLedger(pointsBundle(), shop, testTime.instantMs);
    const { db } = ledger;
    const before = new Map(shop.map(({ accountId }, index) => [accountId, accountOf(accountId, drawn[index]!)]));
    await db.transaction(async (tx) => {
      const books = await openBooks(tx, before.keys(), [], testTime.instantMs);
      for (const [accountId, account] of before) {
        change(books, accountId, (stored) => ({ ...stored, ...account, cards: stored.cards }));
        const held = pointsIn(account.holds);
        books.accounts.get(accountId)!.heldPoints = held;
        for (const { holdId, points, expiresAtMs } of account.holds) {
          books.holds.set(holdId, { holdId, saleId: 'sale', accountId, points, state: 'active', expiresAtMs, createdAtMs: 0 });
          books.changedHolds.add(holdId);
        }
      }
      await writeBooks(tx, books);
    });
    const expected = [...before].map(([accountId, account]) => ({ accountId, ...settleDue(account, today) }));

    const settled = await settleDuePoints(db, today, testTime.instantMs);
    expect(settled.maturedPoints).toBe(expected.reduce((sum, { maturedPoints }) => sum + maturedPoints, 0));
    expect(settled.expiredPoints).toBe(expected.reduce((sum, { expiredPoints }) => sum + expiredPoints, 0));
    expect(settled.maturedPoints).toBeGreaterThan(0);
    expect(settled.expiredPoints).toBeGreaterThan(0);
    for (const { accountId, account } of expected) {
      const stored = await ledger.account(accountId);
      expect({ ...stored, cards: [], purchases: undefined }).toEqual({ ...account, purchases: undefined });
    }
  });

  it('come to the same when they run twice and several at once, and tills learn of it once', async () => {
    ledger = await openLedger(pointsBundle({ birthdayPoints: { points: 50 } }), [{ ...anna, birthday: '12-05' }, boris], testTime.instantMs);
    await ledger.push('sale-committed', pointsSale(ledger.compiled, { saleId: 'sale-1', time: timeIn(0), account: await ledger.account(anna.accountId) }), 'op-1');
    await ledger.newPostings();
    const position = async () => (await ledger!.db.query<{ position: number }>('SELECT position FROM feed_head'))[0]!.position;
    const before = await position();
    const nowMs = testTime.instantMs + 13 * dayMs;
    const together = await Promise.all([1, 2, 3].map(async () => await runJobs(ledger!, nowMs)));
    // Who finds a job taken leaves it: the one that was left by all is the next run's.
    const runs = [...together, await runJobs(ledger, nowMs)];
    expect(await runJobs(ledger, nowMs)).toMatchObject({ settled: { accounts: 0, maturedPoints: 0, expiredPoints: 0 }, birthdays: 0, merges: { merged: 0, proposed: 0 }, notifications: 0 });
    expect(runs.reduce((sum, { settled, birthdays }) => sum + settled.maturedPoints * 1000 + settled.expiredPoints * 100 + birthdays, 0)).toBe(10 * 1000 + 20 * 100 + 1);
    expect((await ledger.newPostings()).map((posting) => posting.replace(/-at:\d+:/, '-at:')).sort()).toEqual([
      'birthday:2026:account-anna: available 50, earned -50', 'expire-at:account-anna: available -20, expired 20', 'mature-at:account-anna: available 10, pending -10',
    ]);
    expect(await position()).toBe(before + 2);
    expect((await ledger.account(anna.accountId)).availablePoints).toBe(1_000 + 5 + 10 + 50);
  });

  it('give birthday points once a year, some days late too', async () => {
    ledger = await openLedger(pointsBundle({ birthdayPoints: { points: 50, daysBefore: 2, expiresAfterDays: 9 } }), [{ ...anna, birthday: '12-05' }, boris], testTime.instantMs);
    const given = async (day: number) => (await runJobs(ledger!, testTime.instantMs + day * dayMs)).birthdays;
    expect([await given(10), await given(18), await given(19)]).toEqual([0, 1, 0]);
    expect((await ledger.account(anna.accountId)).lots).toEqual([{ lotId: '2026-12-10.2026-12-10.2026-12-19', points: 50, expiresOn: '2026-12-19' }]);
    expect([await given(11 + 365), await given(12 + 365)]).toEqual([1, 0]);
    expect(await given(700)).toBe(0);
  });
});
