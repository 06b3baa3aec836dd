import { expect, it } from 'vitest';
import { account, through } from '../kit/accounts.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { memoryPointer, openTestCache } from '../kit/test-cache.ts';

it('the programme’s state comes with the snapshot, changes with the feed, and stays over a restart', () => {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const store = openTestCache(folder, pointer);
  expect(store.cache.programme(['A'])).toEqual({});
  const build = store.writer.beginSnapshot({ epoch: 'e1', cursor: 10, through: through(0) });
  build.add([account(1)]);
  build.addProgramme({ budgets: [{ promotionId: 'p', leftMinor: 100 }] });
  build.addProgramme({ usedCoupons: ['A', 'B'] });
  build.addProgramme({ usedCoupons: ['B', 'C'] });
  build.finish(1_000);
  expect(store.cache.programme(['A', 'C', 'D'])).toEqual({ budgets: [{ promotionId: 'p', leftMinor: 100 }], usedCoupons: ['A', 'C'] });

  const page = { epoch: 'e1', through: through(0), accounts: [], asOfMs: 2_000 };
  store.writer.applyFeed({ ...page, cursor: 11, programme: { budgets: [{ promotionId: 'p', leftMinor: 0 }, { promotionId: 'q', leftMinor: 5 }], usedCoupons: ['A', 'D'] } });
  store.writer.applyFeed({ ...page, cursor: 12 });
  store.close();
  const again = openTestCache(folder, pointer);
  expect(again.cache.programme(['C', 'D', 'E'])).toEqual({ budgets: [{ promotionId: 'p', leftMinor: 0 }, { promotionId: 'q', leftMinor: 5 }], usedCoupons: ['C', 'D'] });

  const next = again.writer.beginSnapshot({ epoch: 'e2', cursor: 1, through: through(0) });
  next.finish(3_000);
  expect(again.cache.programme(['A'])).toEqual({});
});
