import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { isDeepStrictEqual } from 'node:util';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { CentralStartError } from '../central-start-error.ts';
import type { Database } from '../database/database.ts';
import { localDay } from '../programme-day.ts';
import { importBatch } from './import-batch.ts';
import { importColumns, readImportRow, type ImportColumn, type ImportReject, type ImportRow, type ImportText } from './import-row.ts';

export interface ImportDone {
  /** Rows after the header */
  rows: number;
  imported: number;
  rejected: number;
  /** The file was imported before: nothing was done */
  isKnown: boolean;
}

export interface ImportWish {
  path: string;
  /** Checks everything and changes nothing */
  isDryRun: boolean;
  nowMs: number;
  onReject: (reject: ImportReject) => void;
}

const rowsPerTransaction = 5_000;

/**
 * Takes an existing card base with balances: CSV with a header of `importColumns`, in any order. Rows that cannot be taken are told of and left out.
 * A file is known by its digest and imported once; an import that was cut off goes on when it is started again.
 * @throws CentralStartError `import-invalid` where it is no such file
 */
export async function importCards(db: Database, compiled: CompiledBundle, { path, isDryRun, nowMs, onReject }: ImportWish): Promise<ImportDone> {
  const sha256 = await digestOf(path);
  const known = await db.query<{ rows: number; imported: number; rejected: number }>('SELECT rows, imported, rejected FROM import_file WHERE sha256 = $1', [sha256]);
  if (known[0] !== undefined && !isDryRun) return { ...known[0], isKnown: true };
  const today = localDay(nowMs, compiled.bundle.timeZone);
  const options = { programmeId: compiled.bundle.programmeId, fileId: sha256.slice(0, 16), today, nowMs, isDryRun };
  const done: ImportDone = { rows: 0, imported: 0, rejected: 0, isKnown: false };
  const seenCards = new Map<string, string>();
  const reject = (rejected: ImportReject) => {
    done.rejected += 1;
    onReject(rejected);
  };
  let batch: ImportRow[] = [];
  const take = async (rows: readonly ImportRow[]): Promise<void> => {
    const rejects = await db.transaction((tx) => importBatch(tx, rows, options), 'READ COMMITTED', 'idempotent');
    rejects.forEach(reject);
    done.imported += rows.length - rejects.length;
  };
  /** The batch that the database is at: the next one is read from the file meanwhile. */
  let taking = Promise.resolve();
  const flush = async () => {
    await taking;
    if (batch.length === 0) return;
    taking = take(batch);
    // whoever awaits it is told
    taking.catch(() => undefined);
    batch = [];
  };
  for await (const { text, line } of readRows(path)) {
    done.rows += 1;
    const row = readImportRow(compiled, text, line, today);
    if ('reason' in row) {
      reject(row);
      continue;
    }
    const owner = seenCards.get(row.card);
    // A dry run writes nothing that the next batch could be held against.
    if (isDryRun && owner !== undefined && owner !== row.accountId) {
      reject({ line, reason: `card ${row.card} belongs to account ${owner}` });
      continue;
    }
    if (isDryRun) seenCards.set(row.card, row.accountId);
    batch.push(row);
    if (batch.length >= rowsPerTransaction) await flush();
  }
  await flush();
  await taking;
  if (!isDryRun) {
    await db.query('INSERT INTO import_file (sha256, rows, imported, rejected, imported_at_ms) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sha256) DO NOTHING', [
      sha256, done.rows, done.imported, done.rejected, nowMs,
    ]);
  }
  return done;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new CentralStartError('import-invalid', `${path} cannot be read`, { cause });
  }
  return hash.digest('hex');
}

async function* readRows(path: string): AsyncGenerator<{ text: ImportText; line: number }, void, void> {
  const parser = createReadStream(path).pipe(parse({ bom: true, skip_empty_lines: true, relax_column_count: true, info: true }));
  let columns: ImportColumn[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === undefined) {
        columns = readHeader(path, record);
        continue;
      }
      yield { text: Object.fromEntries(columns.map((column, place) => [column, record[place] ?? ''])), line: info.lines };
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw new CentralStartError('import-invalid', `${path} is no CSV: ${cause.message}`, { cause });
    throw cause;
  }
  if (columns === undefined) throw new CentralStartError('import-invalid', `${path} is empty`);
}

function readHeader(path: string, record: readonly string[]): ImportColumn[] {
  const columns = record.map((title) => title.trim().toLowerCase());
  const known = importColumns.filter((column) => columns.includes(column));
  if (!known.includes('card') || !isDeepStrictEqual(new Set(columns), new Set(known)) || known.length !== columns.length) {
    throw new CentralStartError('import-invalid', `${path}: the header must name card, and besides it only ${importColumns.filter((column) => column !== 'card').join(', ')}, each once`);
  }
  return columns.flatMap((column) => importColumns.find((one) => one === column) ?? []);
}
