import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { findImbalances } from '../kit/audit.ts';
import { allowancePolicy, hourMs, leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { dayMs } from '../kit/points-shop.ts';
import { anna } from '../kit/test-shop.ts';

const card = anna.cards[0]!.number;
const till = fc.nat(2);
/** What tills, the calendar and people do in any order. */
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('visit' as const), till }),
  fc.record({ kind: fc.constant('spend' as const), till, points: fc.integer({ min: 1, max: 250 }) }),
  fc.record({ kind: fc.constant('give-back' as const), till }),
  fc.record({ kind: fc.constant('hold' as const), till, points: fc.integer({ min: 1, max: 1_200 }) }),
  fc.record({ kind: fc.constant('reopen' as const), till, named: fc.boolean() }),
  fc.record({ kind: fc.constant('revoke' as const), till }),
  fc.record({ kind: fc.constant('wait' as const), till, hours: fc.integer({ min: 1, max: 40 }) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Does it, and answers how many points the customer has spent. */
async function play(shop: LeaseShop, tills: LeaseTill[], step: Step): Promise<number> {
  const at = tills[step.till]!;
  const account = await shop.account(anna.accountId);
  const allowance = (await shop.live(anna.accountId)).find(({ journalId }) => journalId === at.journal.journalId);
  switch (step.kind) {
    case 'wait':
      shop.clock.nowMs += step.hours * hourMs;
      return 0;
    case 'visit':
      await at.sell(account);
      return 0;
    case 'revoke':
      await shop.db.query('UPDATE till SET revoked_at_ms = 1 WHERE till_id = $1', [at.tillId]);
      return 0;
    case 'hold':
      await at.hold(anna.accountId, card, step.points);
      // let go at once: only what it recalls matters here
      await shop.db.query("UPDATE hold SET expires_at_ms = 0 WHERE state = 'active'");
      await at.hold(anna.accountId, card, 100_000);
      return 0;
    case 'reopen':
      tills[step.till] = at.reopened(step.named ? 'named' : undefined);
      await tills[step.till]!.opens();
      return 0;
    case 'give-back':
      if (allowance !== undefined) await at.giveBack(allowance);
      return 0;
    case 'spend': {
      const points = Math.min(step.points, allowance?.points ?? 0);
      if (allowance === undefined || points === 0) return 0;
      await at.sell(account, { points, allowance: { allowanceId: allowance.allowanceId, points } }, { milk: 20 });
      return points;
    }
    default:
      return unreachable(step);
  }
}

describe('an allowance is stranded at no till', () => {
  it('whatever happens: a time after the last word of its till every one has ended, and what was not spent is available', async () => {
    const shop = await openLeaseShop(leaseBundle({ offline: { ...allowancePolicy, minVisits: 1, visitDays: 366 } }), [{ ...anna, openingPoints: 5_000 }]);
    const total = async () => {
      const { available, leased } = await shop.balance(anna.accountId);
      return available + leased;
    };
    const seen = { granted: 0, spent: 0 };
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 12 }), async (steps) => {
      await shop.db.query('UPDATE till SET revoked_at_ms = NULL');
      const tills = [await shop.till('till-0'), await shop.till('till-1'), await shop.till('till-2')];
      for (const each of tills) await each.opens();
      await play(shop, tills, { kind: 'visit', till: 0 });
      for (const step of steps) {
        seen.granted += (await shop.jobs()).granted;
        const before = await total();
        const spent = await play(shop, tills, step);
        expect(await total()).toBe(before - spent);
        seen.spent += spent;
      }
      const before = await total();
      // nobody is heard of from here on
      for (let rounds = 0; rounds < 3; rounds += 1) {
        shop.clock.nowMs += 2 * dayMs;
        await shop.jobs();
      }
      expect(await shop.live(anna.accountId)).toEqual([]);
      expect(await shop.balance(anna.accountId)).toEqual({ available: before, leased: 0 });
      expect(await findImbalances(shop.db)).toEqual({ operations: [], accounts: [] });
      expect(await shop.db.query("SELECT count(*) AS count FROM finding WHERE kind IN ('goodwill', 'defect')")).toEqual([{ count: 0 }]);
    }), { numRuns: 6, seed: 20_261_122 });
    expect(seen.granted).toBeGreaterThan(5);
    expect(seen.spent).toBeGreaterThan(0);
    await shop.close();
  });
});
