import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImbalances } from '../kit/audit.ts';
import { allowancePolicy, hourMs, leaseBundle, openLeaseShop } from '../kit/lease-shop.ts';
import { dayMs } from '../kit/points-shop.ts';
import { anna } from '../kit/test-shop.ts';

/** What tills, the calendar and people do in any order. Points are what a sale takes of the till's allowance, at most. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('visit' as const), till: fc.nat(2) }),
  fc.record({ kind: fc.constant('spend' as const), till: fc.nat(2), points: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('give-back' as const), till: fc.nat(2) }),
  fc.record({ kind: fc.constant('hold' as const), till: fc.nat(2), points: fc.integer({ min: 1, max: 1_200 }) }),
  fc.record({ kind: fc.constant('reopen' as const), till: fc.nat(2), named: fc.boolean() }),
  fc.record({ kind: fc.constant('revoke' as const), till: fc.nat(2) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
);

describe('an allowance is stranded at no till', () => {
  it('whatever happens: a time after the last word of its till every one has ended, and what was not spent is available', async () => {
    const shop = await openLeaseShop(leaseBundle({ offline: { ...allowancePolicy, minVisits: 1, visitDays: 366 } }), [anna]);
    let everGranted = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const tills = [await shop.till('till-0'), await shop.till('till-1'), await shop.till('till-2')];
      const total = async () => {
        const { available, leased } = await shop.balance(anna.accountId);
        return available + leased;
      };
      for (const till of tills) {
        await shop.db.query('UPDATE till SET revoked_at_ms = NULL WHERE till_id = $1', [till.tillId]);
        await till.opens();
      }
      for (const each of steps) {
        if (each.kind === 'wait') shop.clock.nowMs += each.hours * hourMs;
        else {
          const till = tills[each.till]!;
          const allowance = (await shop.live(anna.accountId)).find(({ journalId }) => journalId === till.journal.journalId);
          const account = await shop.account(anna.accountId);
          const before = await total();
          if (each.kind === 'visit') await till.sell(account);
          else if (each.kind === 'revoke') await shop.db.query('UPDATE till SET revoked_at_ms = 1 WHERE till_id = $1', [till.tillId]);
          else if (each.kind === 'hold') await till.hold(anna.accountId, anna.cards[0]!.number, each.points);
          else if (each.kind === 'reopen') {
            tills[each.till] = till.reopened(each.named ? 'named' : undefined);
            await tills[each.till]!.opens();
          } else if (allowance !== undefined && each.kind === 'give-back') {
            await till.giveBack(allowance);
            expect(await total()).toBe(before);
          } else if (allowance !== undefined && allowance.points > 0 && each.kind === 'spend') {
            const points = Math.min(each.points, allowance.points, 250);
            expect(await till.sell(account, { points, allowance: { allowanceId: allowance.allowanceId, points } })).toBe('applied');
            expect(await total()).toBe(before - points);
          }
        }
        everGranted += (await shop.jobs()).granted;
      }
      await shop.db.query("UPDATE hold SET expires_at_ms = 0 WHERE state = 'active'");
      await tills[0]!.hold(anna.accountId, anna.cards[0]!.number, 100_000);
      const before = await total();
      // nobody is heard of from here on: what is renewed meanwhile ends too
      for (let days = 0; days < 7; days += 1) {
        shop.clock.nowMs += dayMs;
        await shop.jobs();
      }
      expect(await shop.live(anna.accountId)).toEqual([]);
      expect(await shop.balance(anna.accountId)).toEqual({ available: before, leased: 0 });
      expect(await findImbalances(shop.db)).toEqual({ operations: [], accounts: [] });
      expect(await shop.db.query("SELECT count(*) AS count FROM finding WHERE kind IN ('goodwill', 'defect')")).toEqual([{ count: 0 }]);
      // the next round begins with the same balance
      await shop.db.query("INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) SELECT $1, 'test', side.bucket, side.points, 'again-' || $2, 0 FROM (VALUES ('available', $3::bigint), ('opening', -$3::bigint)) AS side (bucket, points) WHERE side.points <> 0", [anna.accountId, String(shop.clock.nowMs), 1_000 - before]);
      await shop.db.query('UPDATE account SET available_points = 1000 WHERE account_id = $1', [anna.accountId]);
    }), { numRuns: 12, seed: 20_261_122 });
    expect(everGranted).toBeGreaterThan(5);
    await shop.close();
  });
});
