import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';
import { saleOf } from '../usecases/kit/outcomes.ts';
import { openTestTill, type TestTill } from '../usecases/kit/test-till.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const loaded = loadBundle(readFileSync(join(folder, 'bundle.json'), 'utf8'), '0'.repeat(64));
if (!loaded.ok) throw new Error(loaded.invalid.detail);
const { compiled } = loaded;
const { accounts } = JSON.parse(readFileSync(join(folder, 'customers.json'), 'utf8')) as { accounts: ShopAccount[] };
const [customer] = accounts;
if (customer === undefined) throw new Error('the demo shop has no customers');
const { openingPoints, ...known } = customer;
const code = customer.cards[0]?.number ?? '';
const sku = Object.keys(compiled.bundle.goods).find((each) => compiled.bundle.goods[each]?.categoryId === 'dairy') ?? Object.keys(compiled.bundle.goods)[0] ?? '';
const lines = [{ sku, quantityMilli: 2_000, unitPriceMinor: 100_000 }];

describe('the demo shop, whose tills let no points go while they cannot ask', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.compiled = compiled;
    test.snapshot([{ ...known, availablePoints: openingPoints, holds: [] }]);
  });
  afterEach(() => test.close());
  const put = (saleId: string, baseRevision = 0) => saleOf(priceSale(test.till, { saleId, baseRevision, lines, customer: { code } }));

  it('sells and gives points, and says why none are spent', async () => {
    test.authority.stand({ isReachable: false });
    const sale = put('offline');
    expect(sale.priced).toMatchObject({ redeemable: { maxPoints: 0, limitedBy: 'offline' } });
    expect(sale.priced.pointsEarned).toBeGreaterThan(0);
    expect(await takeRedemption(test.till, { saleId: 'offline', revision: sale.revision, points: 10 })).toMatchObject({ ok: false, code: 'redemption-offline' });
    expect(saleOf(commitSale(test.till, { saleId: 'offline', revision: sale.revision, receipt: { number: '1' } }))).toMatchObject({ state: 'committed', priced: { pointsSpent: 0 } });
  });

  it('lets them go by the centre’s word, and gives back what it may have had where no answer came', async () => {
    const sale = put('online');
    expect(await takeRedemption(test.till, { saleId: 'online', revision: sale.revision, points: 10 })).toMatchObject({ ok: true, sale: { priced: { pointsSpent: 10 } } });
    const next = put('unanswered');
    test.authority.answer(() => ({ outcome: 'unavailable', ambiguous: true }));
    expect(await takeRedemption(test.till, { saleId: 'unanswered', revision: next.revision, points: 10 })).toMatchObject({ ok: false, code: 'redemption-offline' });
    expect(test.written().map(({ kind }) => kind)).toContain('hold-released');
  });
});
