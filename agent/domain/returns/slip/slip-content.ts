/** The sale in the bytes of a return code, whole or by its totals (docs/spec/return-code.md). */
import { addDays, dayNumber } from '../../time/calendar.ts';
import { sumOf } from '../undo.ts';
import type { ReturnableLine } from '../returnable-sale.ts';
import { CodeMalformed, createWriter, type ByteReader, type ByteWriter } from './bytes.ts';
import type { SlipPoints, SlipSale } from './slip-sale.ts';

/** What a code of a long receipt says in place of its lines. */
export interface SlipTotals {
  readonly lines: number;
  readonly payableMinor: number;
  readonly pointsSpent: number;
  readonly pointsEarned: number;
  /** First 16 bytes of SHA-256 over what the whole code would hold */
  readonly digest: Uint8Array;
}

export type SlipHead = Omit<SlipSale, 'lines' | 'points'>;

export const digestBytes = 16;
const hasAccount = 1;
const flags = { ordinalId: 1, fullPrice: 2, spent: 4, earned: 8 };
const lineFlags = 15;
const maxLines = 1000;

export function writeHead(writer: ByteWriter, { programmeId, saleId, atSeconds, localDate, accountId }: SlipHead): void {
  writer.text(programmeId);
  writer.text(saleId);
  writer.u32(atSeconds);
  writer.byte(daysOf(localDate) - Math.floor(atSeconds / 86_400) + 1);
  writer.byte(accountId === undefined ? 0 : hasAccount);
  if (accountId !== undefined) writer.text(accountId);
}

export function readHead(reader: ByteReader): SlipHead {
  const [programmeId, saleId, atSeconds] = [reader.text(), reader.text(), reader.u32()];
  const dayShift = reader.byte();
  if (dayShift > 2) throw new CodeMalformed('the day is not that of the time in any zone');
  const localDate = dateOf(Math.floor(atSeconds / 86_400) + dayShift - 1);
  const account = reader.byte();
  if (account > hasAccount) throw new CodeMalformed('a flag is not known');
  return { programmeId, saleId, atSeconds, localDate, ...(account === 0 ? {} : { accountId: reader.text() }) };
}

export function writeLines(writer: ByteWriter, { localDate, lines, points }: SlipSale): void {
  writer.number(lines.length);
  for (const [index, line] of lines.entries()) writeLine(writer, index, line);
  writePoints(writer, localDate, points);
}

/** Points by their days, which count from the day of the sale. */
export function writePoints(writer: ByteWriter, localDate: string, points: readonly SlipPoints[]): void {
  writer.number(points.length);
  for (const part of points) {
    writer.number(part.points);
    writer.number(part.availableOn === undefined ? 0 : dayFrom(localDate, part.availableOn));
    writer.number(part.expiresOn === undefined ? 0 : dayFrom(localDate, part.expiresOn));
  }
}

export function readPoints(reader: ByteReader, localDate: string): SlipPoints[] {
  return Array.from({ length: counted(reader.number()) }, (): SlipPoints => {
    const [amount, available, expires] = [reader.number(), reader.number(), reader.number()];
    return { points: amount, ...(available === 0 ? {} : { availableOn: dayAfter(localDate, available) }), ...(expires === 0 ? {} : { expiresOn: dayAfter(localDate, expires) }) };
  });
}

function writeLine(writer: ByteWriter, index: number, line: ReturnableLine): void {
  const isOrdinal = line.lineId === String(index + 1);
  writer.byte((isOrdinal ? flags.ordinalId : 0) + (line.payableMinor === line.grossMinor ? flags.fullPrice : 0) + (line.pointsSpent > 0 ? flags.spent : 0) + (line.pointsEarned > 0 ? flags.earned : 0));
  if (!isOrdinal) writer.text(line.lineId);
  writer.text(line.sku);
  writer.number(line.quantityMilli);
  writer.number(line.grossMinor);
  if (line.payableMinor !== line.grossMinor) writer.number(line.payableMinor);
  if (line.pointsSpent > 0) writer.number(line.pointsSpent);
  if (line.pointsEarned > 0) writer.number(line.pointsEarned);
}

export function readLines(reader: ByteReader, localDate: string): Pick<SlipSale, 'lines' | 'points'> {
  const lines = Array.from({ length: counted(reader.number()) }, (_, index) => readLine(reader, index));
  return { lines, points: readPoints(reader, localDate) };
}

function readLine(reader: ByteReader, index: number): ReturnableLine {
  const head = reader.byte();
  if (head > lineFlags) throw new CodeMalformed('a flag is not known');
  const has = (flag: number): boolean => (head & flag) !== 0;
  const lineId = has(flags.ordinalId) ? String(index + 1) : reader.text();
  const [sku, quantityMilli, grossMinor] = [reader.text(), reader.number(), reader.number()];
  const payableMinor = has(flags.fullPrice) ? grossMinor : reader.number();
  const pointsSpent = has(flags.spent) ? reader.number() : 0;
  return { lineId, sku, quantityMilli, grossMinor, payableMinor, pointsSpent, pointsEarned: has(flags.earned) ? reader.number() : 0 };
}

export function totalsOf({ lines }: SlipSale, digest: Uint8Array): SlipTotals {
  const sum = (name: 'payableMinor' | 'pointsSpent' | 'pointsEarned'): number => sumOf(lines.map((line) => line[name]));
  return { lines: lines.length, payableMinor: sum('payableMinor'), pointsSpent: sum('pointsSpent'), pointsEarned: sum('pointsEarned'), digest };
}

export function writeTotals(writer: ByteWriter, { lines, payableMinor, pointsSpent, pointsEarned, digest }: SlipTotals): void {
  for (const value of [lines, payableMinor, pointsSpent, pointsEarned]) writer.number(value);
  writer.bytes(digest);
}

export function readTotals(reader: ByteReader): SlipTotals {
  const [lines, payableMinor, pointsSpent, pointsEarned] = [reader.number(), reader.number(), reader.number(), reader.number()];
  return { lines, payableMinor, pointsSpent, pointsEarned, digest: reader.bytes(digestBytes) };
}

/** What the digest of a long receipt is taken over: the bytes that its whole code would hold. */
export function wholeContent(sale: SlipSale): Uint8Array {
  const writer = createWriter();
  writeHead(writer, sale);
  writeLines(writer, sale);
  return writer.done();
}

function counted(count: number): number {
  if (count > maxLines) throw new CodeMalformed('there are more lines than a sale has');
  return count;
}

/** The day as the code counts it: the day of the sale is 1. */
export function dayFrom(localDate: string, day: string): number {
  return daysOf(day) - daysOf(localDate) + 1;
}

/** The day that the code counts so. @throws CodeMalformed */
export function dayAfter(date: string, shiftedDays: number): string {
  if (shiftedDays > 100_000) throw new CodeMalformed('a day is too far away');
  return addDays(date, shiftedDays - 1);
}

function daysOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return dayNumber(year, month, day) - dayNumber(1970, 1, 1);
}

function dateOf(days: number): string {
  return addDays('1970-01-01', days);
}
