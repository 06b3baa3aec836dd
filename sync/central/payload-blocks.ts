import { zstdDecompressSync } from 'node:zlib';
import { recordset, type Queryable } from './database/database.ts';

/** An operation as it is stored: one whose payload is packed with others has none of its own. */
interface StoredPayload {
  readonly journalId: string;
  readonly seq: number;
  readonly payload: string | null;
}

interface BlockRow {
  journalId: string;
  fromSeq: number;
  packed: Uint8Array;
}

/** So many rows are completed at once: the memory that it takes is that of as many blocks at most. */
const lookedUpAtOnce = 64;

/** These rows of operations with their payloads, whether they have them themselves or in a block. */
export async function withPayloads<Row extends StoredPayload>(tx: Queryable, rows: readonly Row[]): Promise<(Row & { payload: string })[]> {
  const complete: (Row & { payload: string })[] = [];
  for (let from = 0; from < rows.length; from += lookedUpAtOnce) {
    const some = rows.slice(from, from + lookedUpAtOnce);
    const blocks = await readBlocks(tx, some.filter(({ payload }) => payload === null));
    complete.push(...some.map((row) => ({ ...row, payload: row.payload ?? payloadIn(blocks, row) })));
  }
  return complete;
}

interface OpenBlock {
  fromSeq: number;
  payloads: PayloadBlock;
}

/** By journal, the last one first. */
async function readBlocks(tx: Queryable, operations: readonly StoredPayload[]): Promise<ReadonlyMap<string, OpenBlock[]>> {
  if (operations.length === 0) return new Map();
  const rows = await tx.query<BlockRow>(
    `WITH named AS (
       SELECT DISTINCT r."journalId" AS journal_id, (SELECT max(b.from_seq) FROM payload_block b WHERE b.journal_id = r."journalId" AND b.from_seq <= r.seq) AS from_seq
       FROM json_to_recordset($1::json) AS r("journalId" text, seq bigint)
     )
     SELECT journal_id AS "journalId", from_seq AS "fromSeq", packed FROM named JOIN payload_block USING (journal_id, from_seq) ORDER BY from_seq DESC`,
    recordset(operations.map(({ journalId, seq }) => ({ journalId, seq }))),
  );
  const blocks = new Map<string, OpenBlock[]>();
  for (const { journalId, fromSeq, packed } of rows) {
    const ofJournal = blocks.get(journalId) ?? [];
    blocks.set(journalId, ofJournal);
    ofJournal.push({ fromSeq, payloads: new PayloadBlock(packed) });
  }
  return blocks;
}

function payloadIn(blocks: ReadonlyMap<string, OpenBlock[]>, { journalId, seq }: StoredPayload): string {
  const block = blocks.get(journalId)?.find(({ fromSeq }) => fromSeq <= seq);
  const payload = block?.payloads.at(seq - block.fromSeq);
  if (payload === undefined) throw new Error(`operation ${seq} of journal ${journalId} has lost its payload`);
  return payload;
}

const lineBreak = 0x0a;

/** The payloads of a block, a line each: those of the operations from its first on. Text is made only of those that are asked for. */
export class PayloadBlock {
  readonly #bytes: Buffer;
  /** Where each line begins, and where one after the last would */
  readonly #starts: readonly number[];

  constructor(packed: Uint8Array) {
    const bytes = zstdDecompressSync(packed);
    const starts = [0];
    for (let at = bytes.indexOf(lineBreak); at !== -1; at = bytes.indexOf(lineBreak, at + 1)) starts.push(at + 1);
    this.#bytes = bytes;
    this.#starts = [...starts, bytes.length + 1];
  }

  /** Undefined behind the last. */
  at(index: number): string | undefined {
    const [from, next] = [this.#starts[index], this.#starts[index + 1]];
    return from === undefined || next === undefined ? undefined : this.#bytes.toString('utf8', from, next - 1);
  }

  all(): string[] {
    return this.#bytes.toString('utf8').split('\n');
  }
}
