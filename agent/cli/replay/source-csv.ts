import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { LineRequest } from '../../contract/sale.ts';
import { maxBasketLines } from '../../domain/basket/basket.ts';
import { Receipt } from '../../domain/operations/operation.ts';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';
import type { InputReceipt, ReplayInput } from './input-receipt.ts';
import { readMoney, readWhole } from './money-text.ts';

const columns = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'UnitPrice', 'CustomerID'] as const;
type Row = Record<(typeof columns)[number], string>;

/** Prices are in pounds and pence. */
const exponent = 2;
/** Goods have five digits and perhaps letters; everything else in the column is postage, fees, corrections, vouchers. */
const goodsCode = /^\d{5}[A-Z]{0,2}$|^DCGS[0-9A-Z]{1,20}$/;
const checkLine = compileValidator(LineRequest);
const checkReceipt = compileValidator(Receipt);
const gzipMagic = [0x1f, 0x8b];

/**
 * Reads invoices of the form of UCI's Online Retail, `.csv` or `.csv.gz`. The whole file is read and checked whatever the limit is, so that damage shows.
 *
 * @param limit how many invoices to keep, from the start
 * @throws CliFailure naming the line, where a row has other columns or a number is none, or where the file ends too early
 */
export async function readCsvReceipts(path: string, limit: number): Promise<ReplayInput> {
  const collector = createCollector(path, limit);
  let line = 0;
  let places: readonly number[] | undefined;
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    on_record: (record: string[], { lines }) => {
      line = lines;
      if (places === undefined) places = columnPlaces(path, record);
      else collector.add(rowOf(places, record), lines);
      return null;
    },
  });
  parser.resume();
  try {
    const source = createReadStream(path);
    await ((await isGzip(path)) ? pipeline(source, createGunzip(), parser) : pipeline(source, parser));
  } catch (error) {
    throw asFailure(path, line, error);
  }
  if (places === undefined) throw new CliFailure('receipts-empty', `${path} is empty`);
  return collector.finish();
}

interface Collector {
  add(row: Row, lineNumber: number): void;
  finish(): ReplayInput;
}

function createCollector(path: string, limit: number): Collector {
  const receipts = new Map<string, InputReceipt>();
  const names = new Map<string, string>();
  const skippedLines = { notGoods: 0, quantityNotPositive: 0, priceNotPositive: 0, priceTooFine: 0 };

  /** The receipt of this row; undefined beyond the limit. */
  function receiptOf(row: Row): InputReceipt | undefined {
    const known = receipts.get(row.InvoiceNo);
    if (known !== undefined || receipts.size >= limit) return known;
    const receipt: InputReceipt = {
      number: row.InvoiceNo,
      kind: row.InvoiceNo.startsWith('C') ? 'cancellation' : 'sale',
      ...(row.CustomerID === '' ? {} : { customer: row.CustomerID }),
      lines: [],
    };
    receipts.set(row.InvoiceNo, receipt);
    return receipt;
  }

  return {
    add(row, lineNumber) {
      const bad = (what: string): CliFailure => new CliFailure('receipts-line-bad', `line ${lineNumber} of ${path}: ${what}`);
      const receiptNumber = checkReceipt({ number: row.InvoiceNo });
      if (!receiptNumber.ok) throw bad(`InvoiceNo ${receiptNumber.invalid.detail}`);
      const quantity = readWhole(row.Quantity);
      if (quantity === undefined) throw bad(`Quantity "${row.Quantity}" is not a whole number`);
      const price = readMoney(row.UnitPrice, exponent);
      if (!price.ok && price.reason === 'not-a-number') throw bad(`UnitPrice "${row.UnitPrice}" is not a number`);
      const receipt = receiptOf(row);
      if (receipt === undefined) return;
      const sku = row.StockCode.toUpperCase();
      const pieces = receipt.kind === 'cancellation' ? -quantity : quantity;
      if (!goodsCode.test(sku)) skippedLines.notGoods += 1;
      else if (pieces <= 0) skippedLines.quantityNotPositive += 1;
      else if (!price.ok) skippedLines.priceTooFine += 1;
      else if (price.minor <= 0) skippedLines.priceNotPositive += 1;
      else {
        const line = checkLine({ sku, quantityMilli: pieces * 1000, unitPriceMinor: price.minor });
        if (!line.ok) throw bad(`no till sells ${row.Quantity} at ${row.UnitPrice}: ${line.invalid.path.slice(1)} ${line.invalid.detail}`);
        receipt.lines.push(line.value);
        if (!names.has(sku) && row.Description !== '') names.set(sku, row.Description.trim());
      }
    },
    finish() {
      const usable = [...receipts.values()].filter(({ lines }) => lines.length > 0 && lines.length <= maxBasketLines);
      if (usable.length === 0) throw new CliFailure('receipts-empty', `${path} has no receipt with goods in it`);
      return { receipts: usable, skippedLines, skippedReceipts: receipts.size - usable.length, names };
    },
  };
}

/** Where each of `columns` stands in a row. */
function columnPlaces(path: string, header: readonly string[]): readonly number[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new CliFailure('receipts-columns', `line 1 of ${path}: the column ${missing.join(', ')} is missing`);
  return columns.map((name) => header.indexOf(name));
}

function rowOf(places: readonly number[], record: readonly string[]): Row {
  const [InvoiceNo = '', StockCode = '', Description = '', Quantity = '', UnitPrice = '', CustomerID = ''] = places.map((place) => record[place]);
  return { InvoiceNo, StockCode, Description, Quantity, UnitPrice, CustomerID };
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return gzipMagic.every((byte, place) => buffer[place] === byte);
  } finally {
    await file.close();
  }
}

function asFailure(path: string, line: number, error: unknown): unknown {
  if (error instanceof CliFailure) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof CsvError) return new CliFailure('receipts-line-bad', `line ${line + 1} of ${path}: ${error.message}`);
  if (code === 'Z_BUF_ERROR') return new CliFailure('receipts-truncated', `${path} ends too early, after line ${line}: the compressed file is cut off`);
  if (typeof code === 'string' && code.startsWith('Z_')) return new CliFailure('receipts-damaged', `${path} is damaged after line ${line}: ${String(error)}`);
  if (code === 'ENOENT') return new CliFailure('file-missing', `there is no file ${path}`);
  if (code === 'EISDIR') return new CliFailure('file-is-folder', `${path} is a folder, not a file of receipts`);
  return error;
}
