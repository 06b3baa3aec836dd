import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FavouriteChosen, PointsAdjusted } from '../../../agent/domain/operations/customer-operations.ts';
import { testTime } from '../kit/test-shop.ts';
import { anna, testBundle } from '../kit/test-shop.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { endFavourites } from '../../../sync/central/jobs/end-favourites.ts';

let ledger: OpenLedger;
const shop = testBundle();
const [one, two] = shop.categories.map(({ id }) => id);
const favourite = { categories: [one ?? '', two ?? one ?? ''], days: 30, perMonth: 1, atExpiry: 'renew' as const };
const bundle = testBundle({ favourite, adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }], maxPointsPerOperation: 500, maxPointsPerManagerAndDay: 800 } });

beforeEach(async () => {
  ledger = await openLedger(bundle, [{ ...anna, openingPoints: 100 }], testTime.instantMs);
});
afterEach(async () => await ledger.close());

const base = () => ({ programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, accountId: anna.accountId, bundle: { serial: bundle.serial, hash: ledger.compiled.hash } });
const adjusts = async (opId: string, points: number, changes: Partial<PointsAdjusted> = {}) =>
  await ledger.push('points-adjusted', { ...base(), by: { userId: 'manager-1' }, points, reason: 'complaint', effects: [{ bucket: 'available', points }, { bucket: 'adjusted', points: -points }], ...changes } satisfies PointsAdjusted, opId);

it('points by hand are booked double within the limits of a manager at all tills, and parked beyond', async () => {
  await ledger.newPostings();
  expect(await adjusts('a1', 500)).toBe('applied');
  expect(await adjusts('a2', 301)).toBe('parked over-day-limit');
  expect(await adjusts('a3', 301, { by: { userId: 'manager-2' } })).toBe('applied');
  expect(await adjusts('a4', -300)).toBe('applied');
  expect(await adjusts('a5', -1)).toBe('parked over-day-limit');
  expect(await adjusts('a6', -500, { by: { userId: 'manager-3' } })).toBe('applied');
  expect(await adjusts('a7', -200, { by: { userId: 'manager-3' } })).toBe('parked below-zero');
  expect(await adjusts('a8', 501, { by: { userId: 'manager-4' } })).toBe('parked over-operation-limit');
  expect(await adjusts('a9', 5, { by: { userId: 'manager-4' }, effects: [{ bucket: 'available', points: 50 }, { bucket: 'adjusted', points: -50 }] })).toBe('parked defect');
  expect(await ledger.newPostings()).toEqual(['a1: adjusted -500, available 500', 'a3: adjusted -301, available 301', 'a4: adjusted 300, available -300', 'a6: adjusted 500, available -500']);
  expect((await ledger.account(anna.accountId)).availablePoints).toBe(101);
});

const chooses = async (opId: string, categoryId = favourite.categories[0] ?? '') =>
  await ledger.push('favourite-chosen', { ...base(), categoryId, from: '2026-11-22', until: '2026-12-21', effects: [] } satisfies FavouriteChosen, opId);

it('of two choices of one month one stays, whatever arrives first, and the other is parked; after its last day it is renewed', async () => {
  expect(await chooses('f1')).toBe('applied');
  // journals of this test have one time: the id of the journal decides, and one of the two loses
  const second = await chooses('f2');
  const verdicts = await ledger.db.query<{ op_id: string; verdict: string; reason: string | null }>("SELECT op_id, verdict, reason FROM operation WHERE kind = 'favourite-chosen' ORDER BY verdict");
  expect(verdicts.map(({ verdict, reason }) => `${verdict} ${reason ?? ''}`.trim())).toEqual(['applied', 'parked favourite-chosen-before']);
  expect(verdicts.find(({ op_id }) => op_id === 'f2')?.verdict).toBe(second.split(' ')[0]);
  expect(await ledger.account(anna.accountId)).toMatchObject({ favourite: { until: '2026-12-21' }, favouriteChoices: { month: '2026-11', times: 1 } });
  expect(await chooses('f3', 'no-such')).toBe('parked category-not-offered');
  expect(await endFavourites(ledger.db, favourite, '2026-12-21', ledger.clock.nowMs)).toBe(0);
  expect(await endFavourites(ledger.db, favourite, '2026-12-22', ledger.clock.nowMs)).toBe(1);
  expect((await ledger.account(anna.accountId)).favourite?.until).toBe('2027-01-20');
  expect(await endFavourites(ledger.db, { ...favourite, atExpiry: 'drop' }, '2027-02-01', ledger.clock.nowMs)).toBe(1);
  expect((await ledger.account(anna.accountId)).favourite).toBeUndefined();
});
