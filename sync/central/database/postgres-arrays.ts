import type { ColumnValues } from './database.ts';

const oid = { text: 25, bigint: 20 } as const;
/** How many dimensions, whether a NULL is among them, and the type; then, where there is any value, how many, and the number of the first */
const emptyHeadBytes = 12;
const headBytes = 20;
const isNull = -1;
/** Of UTF-8, of one of JavaScript's characters */
const mostBytes = 3;

/** Arrays of a push are written here first: how long one becomes is known afterwards. What is larger has a desk of its own, which is not kept. */
const desk = Buffer.alloc(1024 * 1024);

/** An array as PostgreSQL's own programs exchange it (`array_send`): written as text each value would be escaped here, and read letter by letter there. */
export function binaryArray({ type, values }: Pick<ColumnValues, 'type' | 'values'>): Buffer {
  const target = roomFor(headBytes + values.reduce<number>((sum, value) => sum + 4 + (typeof value === 'string' ? value.length * mostBytes : 8), 0));
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  view.setInt32(0, values.length === 0 ? 0 : 1);
  view.setInt32(4, values.includes(null) ? 1 : 0);
  view.setInt32(8, oid[type]);
  view.setInt32(12, values.length);
  view.setInt32(16, 1);
  let at = values.length === 0 ? emptyHeadBytes : headBytes;
  for (const value of values) {
    const length = value === null ? isNull : typeof value === 'string' ? target.write(value, at + 4, 'utf8') : writeBigint(view, at + 4, value);
    view.setInt32(at, length);
    at += 4 + Math.max(0, length);
  }
  return Buffer.from(target.subarray(0, at));
}

function roomFor(bytes: number): Buffer {
  return bytes <= desk.length ? desk : Buffer.alloc(bytes);
}

function writeBigint(view: DataView, at: number, value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no amount and no position`);
  view.setInt32(at, Math.floor(value / 2 ** 32));
  view.setInt32(at + 4, value | 0);
  return 8;
}
