import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { columns } from '../database/columns.ts';
import type { Queryable } from '../database/database.ts';
import { arrivedBytes } from './payload-bytes.ts';

/** Payloads of operations that follow one another, compressed together: a seventh of what they are, where each by itself would be two fifths. */
export interface PackedPayloads {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly packed: Uint8Array;
}

const compress = promisify(zstdCompress);
/** Whoever wants one payload unpacks all of its block: half a megabyte of sales, in half a millisecond. The fewer blocks, the fewer times a thread is woken, which on two cores takes one of them from the event loop. */
const perBlock = 128;
/** One by itself is kept as it is: a till that is in reach pushes one after the other. */
const fewest = 2;
/** What comes out is to be one piece: each crosses from a thread to the event loop and back. Sales pack to a twelfth. */
const leastRatio = 4;
const smallestPiece = 16 * 1024;

/** Packs what came as lines, in threads, before anything is locked. */
export async function packPayloads(operations: readonly StoredOperation[]): Promise<PackedPayloads[]> {
  const lines = operations.flatMap((operation) => arrivedBytes(operation) ?? []);
  if (operations.length < fewest || lines.length < operations.length) return [];
  const count = Math.ceil(operations.length / perBlock);
  return await Promise.all(Array.from({ length: count }, async (_, index) => {
    const from = Math.floor((operations.length * index) / count);
    const to = Math.floor((operations.length * (index + 1)) / count);
    const text = asTheyCame(lines.slice(from, to));
    const packed = await compress(text, { chunkSize: Math.max(smallestPiece, Math.ceil(text.length / leastRatio)), params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    return { fromSeq: operations[from]?.seq ?? 0, toSeq: operations[to - 1]?.seq ?? 0, packed };
  }));
}

/** Lines of one push lie side by side, with a line break between two of them: so they are packed where they lie. */
function asTheyCame(lines: readonly Uint8Array[]): Uint8Array {
  const [first] = lines;
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, -1);
  const last = lines.at(-1);
  if (first === undefined || last === undefined || first.buffer !== last.buffer || last.byteOffset + last.length - first.byteOffset !== bytes) throw new Error('payloads of a push do not follow one another');
  return new Uint8Array(first.buffer, first.byteOffset, bytes);
}

export async function writePayloads(tx: Queryable, journalId: string, blocks: readonly PackedPayloads[]): Promise<void> {
  if (blocks.length === 0) return;
  let end = 0;
  const rows = blocks.map(({ fromSeq, packed }) => {
    // SQL counts from 1
    const packedFrom = end + 1;
    end += packed.length;
    return { fromSeq, packedFrom, packedBytes: packed.length };
  });
  await tx.query(
    `INSERT INTO payload_block (journal_id, from_seq, packed)
     SELECT $1, "fromSeq", substring($2::bytea FROM "packedFrom"::integer FOR "packedBytes"::integer) FROM ${blockColumns.from(3)} AS r`,
    [journalId, Buffer.concat(blocks.map(({ packed }) => packed)), ...blockColumns.values(rows)],
  );
}

const blockColumns = columns({ fromSeq: 'bigint', packedFrom: 'bigint', packedBytes: 'bigint' });
