import { expect, it } from 'vitest';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import { through } from '../kit/accounts.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { memoryPointer, openTestCache, takeSnapshot } from '../kit/test-cache.ts';

it('the programme’s state comes with the snapshot, changes with the feed, and stays over a restart', () => {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const store = openTestCache(folder, pointer);
  expect(store.cache.programme(['A'])).toEqual({});
  takeSnapshot(store, { cursor: 10, programme: [{ budgets: [{ promotionId: 'p', leftMinor: 100 }] }, { usedCoupons: ['A', 'B'] }, { usedCoupons: ['B', 'C'] }] });
  expect(store.cache.programme(['A', 'C', 'D'])).toEqual({ budgets: [{ promotionId: 'p', leftMinor: 100 }], usedCoupons: ['A', 'C'] });

  const page = { epoch: 'e1', through: through(0), accounts: [], asOfMs: 2_000 };
  store.writer.applyFeed({ ...page, cursor: 11, programme: { budgets: [{ promotionId: 'p', leftMinor: 0 }, { promotionId: 'q', leftMinor: 5 }], usedCoupons: ['A', 'D'] } });
  store.writer.applyFeed({ ...page, cursor: 12 });
  store.close();
  const again = openTestCache(folder, pointer);
  expect(again.cache.programme(['C', 'D', 'E'])).toEqual({ budgets: [{ promotionId: 'p', leftMinor: 0 }, { promotionId: 'q', leftMinor: 5 }], usedCoupons: ['C', 'D'] });
  again.writer.applyFeed({ ...page, cursor: 12, programme: { budgets: [{ promotionId: 'p', leftMinor: maxAmount }] } });
  expect(again.cache.programme([])).toEqual({ budgets: [{ promotionId: 'q', leftMinor: 5 }] });

  takeSnapshot(again, { epoch: 'e2', cursor: 1, asOfMs: 3_000 });
  expect(again.cache.programme(['A'])).toEqual({});
});
