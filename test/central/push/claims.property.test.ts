import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf } from '../../../agent/domain/claims/sale-claim.ts';
import { pendingOf, postings } from '../../../agent/domain/ledger/effects.ts';
import type { ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { PointsClaimed } from '../../../agent/domain/operations/points-claimed.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { findImbalances } from '../kit/audit.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { pointsReturn, pointsSale } from '../kit/points-sale.ts';
import { pointsBundle, timeIn } from '../kit/points-shop.ts';
import { manyAccounts } from '../kit/test-shop.ts';

/** Each receipt: 10 points that wait three days, 20 that end, 5 that stay. */
const bundle = pointsBundle({ claims: { codes: 'always', withinDays: 30 }, returns: { pointsPolicy: 'only_pending' } });
const accounts = manyAccounts(120).map((account) => ({ ...account, openingPoints: 0 }));
const time = timeIn(0);

/** Of four pieces, what the two returns may take together. */
const pieces = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
const orders = fc.shuffledSubarray(['sale', 'claim', 'second', 'near', 'far'] as const, { minLength: 5 });

describe('claim codes at the centre', () => {
  let ledger: OpenLedger;
  let run = 0;
  beforeAll(async () => {
    ledger = await openLedger(bundle, accounts, time.instantMs);
  });
  afterAll(async () => await ledger.close());

  it('come to the same in whatever order sale, claim, a second claim and returns arrive', async () => {
    await fc.assert(fc.asyncProperty(orders, pieces, async (order, [near, far]) => {
      const [one, other] = [`account-${String(run * 2).padStart(5, '0')}`, `account-${String(run * 2 + 1).padStart(5, '0')}`];
      run += 1;
      const sale = anonymousSale(`sale-${run}`);
      const operations = {
        sale: ['sale-committed', sale] as const,
        claim: ['points-claimed', claimOfSale(sale, one)] as const,
        second: ['points-claimed', claimOfSale(sale, other)] as const,
        near: ['return-committed', backAt(sale, `near-${run}`, near)] as const,
        far: ['return-committed', backAt(sale, `far-${run}`, far)] as const,
      };
      for (const name of order) {
        // of two that arrive in the same millisecond neither is the first
        ledger.clock.nowMs += 1;
        await ledger.push(operations[name][0], operations[name][1], `${name}-${run}`);
      }

      const isFirst = order.indexOf('claim') < order.indexOf('second');
      const kept = 35 - Math.floor((35 * Math.min(4, near + far)) / 4);
      expect(pointsOf(await ledger.account(isFirst ? one : other))).toEqual(expectedOf(kept));
      expect(pointsOf(await ledger.account(isFirst ? other : one))).toEqual(expectedOf(0));
      expect(await verdictOf(isFirst ? 'claim' : 'second')).toEqual({ verdict: 'applied', reason: null });
      expect(await verdictOf(isFirst ? 'second' : 'claim')).toEqual({ verdict: 'parked', reason: 'claim-repeated' });
    }), { numRuns: 40 });
    expect(await findImbalances(ledger.db)).toEqual({ operations: [], accounts: [] });
    expect(await ledger.db.query("SELECT DISTINCT kind FROM finding WHERE kind <> 'drift'")).toEqual([]);
  }, 120_000);

  function anonymousSale(saleId: string): SaleCommitted {
    const sale = pointsSale(ledger.compiled, { saleId, time, milk: 4 });
    return { ...sale, claim: claimOf(ledger.compiled, sale)! };
  }

  function claimOfSale({ saleId, claim }: SaleCommitted, accountId: string): PointsClaimed {
    const { points, accruals = [] } = claim!;
    return { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time, saleId, soldOn: time.localDate, accountId, points, accruals, effects: postings({ earned: points, pending: pendingOf(accruals), spent: 0 }) };
  }

  function backAt(sale: SaleCommitted, returnId: string, count: number): ReturnCommitted {
    const returned = pointsReturn(ledger.compiled, sale, returnId, time, [], count);
    return { ...returned, terms: { ...returned.terms!, knew: [] } };
  }

  async function verdictOf(name: string) {
    const rows = await ledger.db.query<{ verdict: string; reason: string | null }>('SELECT verdict, reason FROM operation WHERE op_id = $1', [`${name}-${run}`]);
    return rows[0];
  }
});

function pointsOf({ availablePoints, pending = [], lots = [] }: Account) {
  return { available: availablePoints, pending: pending.map(({ points }) => points), expiring: lots.map(({ points }) => points) };
}

/** What may be spent first is lost first: the 5 that stay, the 20 that end, the 10 that wait. */
function expectedOf(kept: number) {
  const pending = Math.min(10, kept);
  const expiring = Math.min(20, kept - pending);
  return { available: kept - pending, pending: pending === 0 ? [] : [pending], expiring: expiring === 0 ? [] : [expiring] };
}
