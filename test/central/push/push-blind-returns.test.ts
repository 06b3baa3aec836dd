import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BlindReturnCommitted } from '../../../agent/domain/operations/blind-return.ts';
import { postings } from '../../../agent/domain/ledger/effects.ts';
import { pointsDueBlind } from '../../../agent/domain/returns/blind-return.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { anna, testBundle, testTime } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

describe('push: returns without a receipt', () => {
  const at = useCentral({ bundle: testBundle({ returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 200_000, points: 'allow_negative' } } }) });

  const points = async () => (await at.central.availablePoints(at.till, anna.accountId))!;
  const returned = (changes: Partial<BlindReturnCommitted> = {}): BlindReturnCommitted => {
    const { compiled } = at.central;
    const lines = [{ lineId: '1', sku: 'milk', quantityMilli: 3_000, refundMinor: 150_000 }];
    const customer = { accountId: anna.accountId, tier: anna.tier, availablePoints: 100, holds: [], card: anna.cards[0]! };
    const due = pointsDueBlind(compiled, { lines, customer, storeId: 'store-1', tillId: 'till-1', time: testTime });
    return {
      programmeId: compiled.bundle.programmeId, returnId: randomUUID(), storeId: 'store-1', tillId: 'till-1', time: testTime, receipt: { number: '1' }, reason: 'lost', lines, refundMinor: 150_000,
      bundle: { serial: compiled.bundle.serial, hash: compiled.hash }, accountId: anna.accountId, customer, pointsDue: due, pointsTakenBack: due, effects: postings({ earned: -due, pending: 0, spent: 0 }),
      ...changes,
    };
  };

  it('books what the till took back', async () => {
    const before = await points();
    const honest = returned();
    expect(honest.pointsDue).toBeGreaterThan(0);
    expect(await pushOne(at.till, 'blind-return-committed', honest)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before - honest.pointsTakenBack);
  });

  it.each<[string, Partial<BlindReturnCommitted>]>([
    ['more money than the programme lets go', { refundMinor: 200_001 }],
    ['a sum that its lines do not have', { refundMinor: 140_000 }],
    ['more points than such goods would earn', { pointsTakenBack: 9_999, effects: postings({ earned: -9_999, pending: 0, spent: 0 }) }],
  ])('parks %s as a defect, and takes no more points than the goods would earn', async (_title, changes) => {
    const before = await points();
    expect(await pushOne(at.till, 'blind-return-committed', returned(changes))).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before - returned().pointsDue);
  });

  it('leaves a ledger in which every operation sums to zero', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
    });
  });
});
