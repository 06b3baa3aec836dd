import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../sync/central/database/columns.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { testBundle, testTime } from './kit/test-shop.ts';

describe('rows as one array for each column', () => {
  let ledger: OpenLedger;
  beforeAll(async () => {
    ledger = await openLedger(testBundle(), [], testTime.instantMs);
  });
  afterAll(async () => await ledger.close());

  const things = columns({ name: 'text', points: 'bigint', note: 'text', facts: 'jsonb' });
  const lacking = { name: null, points: null, note: null, facts: null };
  type Thing = Parameters<typeof things.values>[0][number];
  const back = async (rows: readonly Thing[]) => await ledger.db.query<Thing>(`SELECT $1::bigint AS before, r.* FROM ${things.from(2)} AS r`, [7, ...things.values(rows)]);

  it('come back as they were, what they lack as NULL', async () => {
    const rows = [
      { name: '', points: 0, note: 'NULL', facts: [] },
      { name: 'Әлия "{a,b}" \\ \n', points: -1, note: null, facts: { text: '½ 😀', list: [1, null] } },
      { name: '😀', points: Number.MAX_SAFE_INTEGER },
      { points: Number.MIN_SAFE_INTEGER, note: 'alone' },
      { name: 'around 2^32', points: 2 ** 32 + 2 ** 31 },
      { name: 'below it', points: -(2 ** 32) - 5 },
    ];
    expect(await back(rows)).toEqual(rows.map((row) => ({ before: 7, ...lacking, ...row })));
  });

  it('may lack a column throughout, and all columns where there is no row', async () => {
    expect(await back([{ name: 'a' }, { name: 'b' }])).toEqual(['a', 'b'].map((name) => ({ before: 7, ...lacking, name })));
    expect(await back([])).toEqual([]);
  });

  it('may be many and long, and few after that', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({ name: `${index} ${'ы'.repeat(index)}`, points: index }));
    expect((await back(rows)).map(({ name, points }) => ({ name, points }))).toEqual(rows);
    expect((await back(rows.slice(0, 2))).map(({ name, points }) => ({ name, points }))).toEqual(rows.slice(0, 2));
  });

  it('hold no part of a point, no more than can be counted, and no U+0000', async () => {
    for (const points of [1.5, Number.NaN]) await expect(back([{ name: 'a', points }])).rejects.toThrow(/no amount|invalid input syntax/);
    await expect(back([{ name: 'a\0' }])).rejects.toThrow('invalid byte sequence');
  });

  it('hold no half of a surrogate pair, as no UTF-8 does', async () => {
    expect((await back([{ name: '\ud83d-' }, { name: '\ude00' }])).map(({ name }) => name)).toEqual(['\ufffd-', '\ufffd']);
  });
});
