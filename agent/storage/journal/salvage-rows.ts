import type Database from 'better-sqlite3';
import { sha256 } from './operation-hash.ts';
import { untilDamage } from './salvage-range.ts';

type Row = Readonly<Record<string, unknown>>;

/** What besides the chain is worth carrying over. No hash protects most of it, so each row must at least say what its table says of it. */
const tables: readonly { name: string; key: string; holds: (row: Row, to: Database.Database) => boolean }[] = [
  { name: 'bundle', key: 'serial', holds: ({ text, hash }) => typeof text === 'string' && sha256(text) === hash },
  { name: 'sale', key: 'rowid', holds: ({ sale_id, record }) => recordNames(record, 'saleId', sale_id) },
  { name: 'sale_return', key: 'rowid', holds: ({ return_id, record }) => recordNames(record, 'returnId', return_id) },
  { name: 'idempotency', key: 'client, key', holds: ({ answer }) => recordNames(answer) },
  { name: 'segment', key: 'first_seq', holds: () => true },
  { name: 'sealed_blob', key: 'seq, sha256', holds: ({ seq, sealed, sha256: digest }, to) => sha256(String(sealed)) === digest && to.prepare('SELECT 1 FROM operation WHERE seq = ?').get(seq) !== undefined },
  { name: 'delivery', key: 'sink, seq', holds: ({ seq }, to) => to.prepare('SELECT 1 FROM operation WHERE seq = ?').get(seq) !== undefined },
  { name: 'meta', key: 'key', holds: ({ key }) => !ofTheFile.has(String(key)) },
];
/** Keys of `meta` that speak of the damaged file itself. */
const ofTheFile: ReadonlySet<string> = new Set(['cleanSeq', 'chainBase', 'setAside', 'indexedSeq']);

/** Copies the rows that can still be read, from both ends of each table towards the damage, after the operations. The caller holds the transaction of `to`. */
export function salvageRows(from: Database.Database, to: Database.Database): void {
  for (const { name, key, holds } of tables) {
    // A newer release may have added columns that this one does not have.
    const columns = to.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name);
    const insert = to.prepare(`INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    for (const row of readableRows(from, name, key)) {
      if (holds(row, to)) insert.run(...columns.map((column) => row[column] ?? null));
    }
  }
}

function* readableRows(from: Database.Database, table: string, key: string): Generator<Row> {
  for (const order of [key, key.split(', ').map((column) => `${column} DESC`).join(', ')]) {
    let isWhole = true;
    yield* untilDamage((function* () {
      isWhole = false;
      yield* from.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${order}`).iterate();
      isWhole = true;
    })());
    if (isWhole) return;
  }
}

function recordNames(text: unknown, member?: string, value?: unknown): boolean {
  try {
    const record = JSON.parse(String(text)) as Readonly<Record<string, unknown>> | null;
    return member === undefined || record?.[member] === value;
  } catch {
    return false;
  }
}
