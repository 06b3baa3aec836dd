import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxBasketLines } from '../../agent/domain/basket/basket.ts';
import { readCsvReceipts } from '../../agent/cli/replay/source-csv.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const sound = [
  '536365,85123a,"HEART, WHITE",6,2010-12-01 08:26:00,2.55,17850,United Kingdom',
  '536365,71053,LANTERN,2,2010-12-01 08:26:00,3.39,17850,United Kingdom',
  '536366,22632,WARMER,1,2010-12-01 08:28:00,1.85,,United Kingdom',
  'C536367,85123A,HEART,-2,2010-12-01 09:00:00,2.55,17850,United Kingdom',
];
const leftOut = [
  `536368,DCGS${'7'.repeat(80)},A CODE AS LONG AS A TEXT,1,2010-12-01 09:00:00,18.00,12583,France`,
  '536368,POST,POSTAGE,1,2010-12-01 09:00:00,18.00,12583,France',
  '536368,22632,damaged,-5,2010-12-01 09:00:00,1.85,12583,France',
  '536368,22632,gift,1,2010-12-01 09:00:00,0.00,12583,France',
  '536368,22632,odd,1,2010-12-01 09:00:00,0.001,12583,France',
  'C536369,22632,back,1,2010-12-01 09:00:00,1.85,12583,France',
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const csv = (...lines: string[]): string => `${[header, ...lines].join('\n')}\n`;

describe('a sound file', () => {
  test('becomes sales and cancellations with exact prices', async () => {
    const { receipts, names } = await readCsvReceipts(file('sound.csv', csv(...sound)), Infinity);
    expect(receipts).toEqual([
      {
        number: '536365', kind: 'sale', customer: '17850',
        lines: [{ sku: '85123A', quantityMilli: 6_000, unitPriceMinor: 255 }, { sku: '71053', quantityMilli: 2_000, unitPriceMinor: 339 }],
      },
      { number: '536366', kind: 'sale', lines: [{ sku: '22632', quantityMilli: 1_000, unitPriceMinor: 185 }] },
      { number: 'C536367', kind: 'cancellation', customer: '17850', lines: [{ sku: '85123A', quantityMilli: 2_000, unitPriceMinor: 255 }] },
    ]);
    expect(names.get('85123A')).toBe('HEART, WHITE');
  });

  test('reads the same compressed, and knows compression by its bytes, not by its name', async () => {
    const plain = await readCsvReceipts(file('plain.csv', csv(...sound)), Infinity);
    expect(await readCsvReceipts(file('packed.csv', gzipSync(csv(...sound))), Infinity)).toEqual(plain);
  });

  test('counts what it leaves out, by reason', async () => {
    const { receipts, skippedLines, skippedReceipts } = await readCsvReceipts(file('left-out.csv', csv(...sound, ...leftOut)), Infinity);
    expect(receipts).toHaveLength(3);
    expect(skippedReceipts).toBe(2);
    expect(skippedLines).toEqual({ notGoods: 2, quantityNotPositive: 2, priceNotPositive: 1, priceTooFine: 1 });
  });

  test('leaves out receipts with more lines than a basket may have', async () => {
    const rows = (number: string, count: number) => Array.from({ length: count }, () => `${number},22632,WARMER,1,2010-12-01 08:28:00,1.85,,United Kingdom`);
    const { receipts, skippedReceipts } = await readCsvReceipts(file('long.csv', csv(...rows('1', maxBasketLines), ...rows('2', maxBasketLines + 1))), Infinity);
    expect([receipts.map(({ number }) => number), skippedReceipts]).toEqual([['1'], 1]);
  });

  test('the limit counts invoices, and lines of those that come again later belong to them', async () => {
    const { receipts } = await readCsvReceipts(file('limit.csv', csv(...sound, '536365,22632,LATE,1,2010-12-01 09:00:00,1.85,17850,United Kingdom')), 1);
    expect(receipts.map(({ number, lines }) => [number, lines.length])).toEqual([['536365', 3]]);
  });
});

describe('a broken file is refused with one line that says where', () => {
  const many = csv(...Array.from({ length: 3_000 }, (_, place) => `${540_000 + place},22632,WARMER,1,2010-12-01 08:28:00,1.85,,United Kingdom`));
  const cases: [string, string | Buffer, string, RegExp][] = [
    ['a quantity that is none', csv(...sound.slice(0, 2), '536366,22632,W,x,2010,1.85,,UK'), 'receipts-line-bad', /line 4 of .*Quantity "x"/],
    ['a quantity with decimals', csv('536366,22632,W,1.5,2010,1.85,,UK'), 'receipts-line-bad', /line 2 of .*Quantity "1.5"/],
    ['a price that is none', csv(...sound, '536366,22632,W,1,2010,1e3,,UK'), 'receipts-line-bad', /line 6 of .*UnitPrice "1e3"/],
    ['a row that is cut off', csv(...sound).slice(0, -30), 'receipts-line-bad', /line 5 of .*Record Length/],
    ['a row that is too long', csv('536366,22632,W,1,2010,1.85,,UK,more'), 'receipts-line-bad', /line 2 of/],
    ['a quote that never ends', csv('536366,22632,"W,1,2010,1.85,,UK'), 'receipts-line-bad', /line \d+ of/],
    ['more than a line of a basket may have', csv('536366,22632,W,1000001,2010,1.85,,UK'), 'receipts-line-bad', /line 2 of .*quantityMilli must be a quantity in thousandths, a whole number from 1 to 1000000000/],
    ['an invoice without a number', csv(',22632,W,1,2010,1.85,,UK'), 'receipts-line-bad', /line 2 of .*InvoiceNo/],
    ['a number that no receipt may have', csv(`${'5'.repeat(65)},22632,W,1,2010,1.85,,UK`), 'receipts-line-bad', /line 2 of .*InvoiceNo must have at most 64 characters/],
    ['missing columns', 'InvoiceNo,StockCode\n1,2\n', 'receipts-columns', /line 1 of .*Description, Quantity, UnitPrice, CustomerID/],
    ['a damaged line beyond the limit', csv(...sound, 'x'), 'receipts-line-bad', /line 6 of/],
    ['nothing at all', '', 'receipts-empty', /is empty/],
    ['no goods', csv(...leftOut.slice(0, 1)), 'receipts-empty', /no receipt with goods/],
    ['a compressed file that is cut off', gzipSync(many).subarray(0, 4_000), 'receipts-truncated', /ends too early, after line \d+/],
  ];
  test.each(cases)('%s', async (name, content, code, message) => {
    const path = file(`${name.replaceAll(' ', '-')}.csv`, content);
    await expect(readCsvReceipts(path, 1)).rejects.toMatchObject({ name: 'CliFailure', code, exitCode: 2, message: expect.stringMatching(message) });
  });

  test('damage inside a compressed file', async () => {
    const packed = gzipSync(many);
    packed.fill(0xff, 2_000, 2_200);
    await expect(readCsvReceipts(file('damaged.csv.gz', packed), 1)).rejects.toMatchObject({ name: 'CliFailure', exitCode: 2 });
  });
});
