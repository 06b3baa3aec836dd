import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { accountOf, cardNumber, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import type { TestTill } from './kit/test-till.ts';

const lines = [{ sku: 'milk', quantityMilli: 90_000, unitPriceMinor: 500 }];

describe('an exchange in one receipt', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
    saleOf(priceSale(test.till, { saleId: 'sold', baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
    saleOf(commitSale(test.till, { saleId: 'sold', revision: 1, receipt: { number: '1' } }));
    returnOf(quoteReturn(test.till, { returnId: 'back', baseRevision: 0, saleId: 'sold' }));
    saleOf(priceSale(test.till, { saleId: 'instead', baseRevision: 0, lines: [{ sku: 'bread', quantityMilli: 2_000, unitPriceMinor: 200 }], customer: { code: cardNumber(1) } }));
  });
  afterEach(() => {
    test.close();
  });

  const exchange = { returnId: 'back', revision: 1 };
  const finish = (changes: Partial<Parameters<typeof commitSale>[1]> = {}) => commitSale(test.till, { saleId: 'instead', revision: 1, receipt: { number: '2' }, exchange, ...changes });

  it('puts the return and then the sale into the journal, each naming the other, under one receipt', () => {
    expect(saleOf(finish())).toMatchObject({ state: 'committed', exchange: { returnId: 'back' } });
    expect(test.till.returns.find('back')).toMatchObject({ state: 'committed', commit: { seq: 3 } });
    expect(test.written().slice(-2)).toMatchObject([
      { kind: 'return-committed', payload: { returnId: 'back', exchange: { saleId: 'instead' }, receipt: { number: '2' } } },
      { kind: 'sale-committed', payload: { saleId: 'instead', exchange: { returnId: 'back' }, receipt: { number: '2' } } },
    ]);
  });

  it('answers the same again, and refuses another body', () => {
    const first = saleOf(finish());
    expect(finish()).toEqual({ ok: true, sale: first, changed: false });
    expect(commitSale(test.till, { saleId: 'instead', revision: 1, receipt: { number: '2' } })).toMatchObject({ ok: false, code: 'sale-closed' });
  });

  it.each<[string, () => void, object, string]>([
    ['a return that was never quoted', () => undefined, { returnId: 'nowhere', revision: 1 }, 'return-unknown'],
    ['another revision of the return', () => undefined, { returnId: 'back', revision: 2 }, 'return-revised'],
    ['a return that is finished already', () => void returnOf(commitReturn(test.till, { returnId: 'back', revision: 1, receipt: { number: '9' } })), exchange, 'return-closed'],
    ['goods that came back meanwhile', () => {
      returnOf(quoteReturn(test.till, { returnId: 'other', baseRevision: 0, saleId: 'sold' }));
      returnOf(commitReturn(test.till, { returnId: 'other', revision: 1, receipt: { number: '9' } }));
    }, exchange, 'return-exceeds-sale'],
  ])('refuses %s, and finishes neither', (_title, prepare, named, code) => {
    prepare();
    const before = test.written().length;
    expect(finish({ exchange: named as typeof exchange })).toMatchObject({ ok: false, code });
    expect(test.written()).toHaveLength(before);
    expect(test.till.sales.find('instead')).toMatchObject({ state: 'priced' });
  });

  it.each([['between-statements', 0], ['before-commit', 0], ['after-commit', 2]])('leaves both or none where the agent is killed: journal-append-%s', async (place, operations) => {
    const folder = mkdtempSync(join(tmpdir(), 'till-exchange-'));
    const child = spawn(process.execPath, [fileURLToPath(new URL('kit/exchange-until-killed.ts', import.meta.url)), folder], { env: { ...process.env, TILL_FAILPOINT: `journal-append-${place}:kill@2` }, stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const after = openTestTill({}, folder);
    expect(after.written().slice(1)).toHaveLength(operations);
    expect(after.till.returns.find('back')?.state ?? 'quoted').toBe(operations === 0 ? 'quoted' : 'committed');
    expect(after.till.sales.find('instead')?.state ?? 'priced').toBe(operations === 0 ? 'priced' : 'committed');
    after.close();
  });
});
