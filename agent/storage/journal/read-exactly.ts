import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';

/** A row whose bytes are not what this till ever writes: of another type, or no UTF-8. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly seq: number;
  constructor(seq: number, detail: string) {
    super(detail);
    this.seq = seq;
  }
}

const texts = ['op_id', 'kind', 'clock', 'payload', 'prev', 'hash'] as const;
const integers = ['schema', 'at_ms', 'wall_ms'] as const;

interface ExactRow {
  seq: number;
  opId: Buffer;
  kind: Buffer;
  schema: number;
  atMs: number;
  wallMs: number;
  clock: Buffer;
  payload: Buffer;
  prev: Buffer;
  hash: Buffer;
  hasTypes: 0 | 1;
}

const typesHold = [...texts.map((column) => `typeof(${column}) = 'text'`), ...integers.map((column) => `typeof(${column}) = 'integer'`)].join(' AND ');
const exactColumns = `seq, CAST(op_id AS BLOB) AS opId, CAST(kind AS BLOB) AS kind, schema, at_ms AS atMs, wall_ms AS wallMs, CAST(clock AS BLOB) AS clock,
  CAST(payload AS BLOB) AS payload, CAST(prev AS BLOB) AS prev, CAST(hash AS BLOB) AS hash, ${typesHold} AS hasTypes`;

/**
 * The operations from `fromSeq` to `toSeq`, read byte by byte, oldest first or newest first: what differs on the disk differs here.
 * Throws `RowFault` at a row that is none, and `SqliteError` where the file cannot be read.
 */
export function* readExactly(db: Database.Database, range: { fromSeq?: number; toSeq?: number; newestFirst?: true } = {}): Generator<StoredOperation> {
  const { fromSeq = Number.MIN_SAFE_INTEGER, toSeq = Number.MAX_SAFE_INTEGER, newestFirst } = range;
  const rows = db.prepare<[number, number], ExactRow>(`SELECT ${exactColumns} FROM operation WHERE seq BETWEEN ? AND ? ORDER BY seq${newestFirst === true ? ' DESC' : ''}`);
  for (const row of rows.iterate(fromSeq, toSeq)) yield decoded(row);
}

function decoded({ hasTypes, ...row }: ExactRow): StoredOperation {
  if (hasTypes === 0) throw new RowFault(row.seq, 'a column has another type than it was written with');
  const { seq, schema, atMs, wallMs } = row;
  const text = (bytes: Buffer): string => {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new RowFault(seq, 'a text is no UTF-8');
    }
  };
  // The CHECK of the table, and the hash, say that it is one of the three marks.
  const clock = text(row.clock) as StoredOperation['clock'];
  return { seq, opId: text(row.opId), kind: text(row.kind), schema, atMs, wallMs, clock, payload: text(row.payload), prev: text(row.prev), hash: text(row.hash) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
