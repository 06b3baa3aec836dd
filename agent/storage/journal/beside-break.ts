import type Database from 'better-sqlite3';
import { sha256 } from './operation-hash.ts';
import { untilDamage } from './salvage-range.ts';
import type { ChainBreak } from './walk-chain.ts';

/** As releases up to this one write them; a newer one may know more, and its file is not judged by an older one. */
const deliveryStates: ReadonlySet<string> = new Set(['waiting', 'parked', 'quarantined']);

export interface BesideOptions {
  /** The last operation of the chain */
  headSeq: number;
  /** The file was last written by a release that knows more */
  isOfNewerRelease: boolean;
}

/**
 * What stands beside a chain that holds and does not fit it: the lowest operation first, and what belongs to none last. Sealed blobs and bundles have digests; of deliveries, which the centre can tell again, what no release
 * writes is found and nothing finer. The rest (open sales, answers that are kept) is only as whole as SQLite says.
 */
export function besideBreak(db: Database.Database, options: BesideOptions): ChainBreak | undefined {
  const found = [...blobBreaks(db), ...deliveryBreaks(db, options), ...bundleBreaks(db)];
  const [first] = found.toSorted((a, b) => (a.seq || Number.MAX_SAFE_INTEGER) - (b.seq || Number.MAX_SAFE_INTEGER));
  return first === undefined ? undefined : { ...first, isBeside: true };
}

function* blobBreaks(db: Database.Database): Generator<ChainBreak> {
  if (!hasTable(db, 'sealed_blob')) return;
  const rows = db.prepare<[], { seq: number; digest: string; sealed: unknown; payload: string | null }>(
    'SELECT b.seq, b.sha256 AS digest, b.sealed, o.payload FROM sealed_blob b LEFT JOIN operation o ON o.seq = b.seq ORDER BY b.seq',
  );
  for (const { seq, digest, sealed, payload } of untilDamage(rows.iterate())) {
    if (typeof sealed !== 'string' || sha256(sealed) !== digest) yield { seq, reason: 'blob-changed', detail: `what operation ${seq} has sealed is not what its digest says` };
    else if (payload?.includes(`"${digest}"`) !== true) yield { seq, reason: 'blob-changed', detail: `operation ${seq} does not name the digest of what is sealed beside it` };
    else continue;
    return;
  }
}

function* deliveryBreaks(db: Database.Database, { headSeq, isOfNewerRelease }: BesideOptions): Generator<ChainBreak> {
  const rows = db.prepare<[], { sink: string; seq: number; state: string; known: 0 | 1 }>(
    'SELECT d.sink, d.seq, d.state, EXISTS (SELECT 1 FROM sink_position p WHERE p.sink = d.sink) AS known FROM delivery d ORDER BY d.seq',
  );
  for (const { sink, seq, state, known } of untilDamage(rows.iterate())) {
    const what = problemOf();
    if (what === undefined) continue;
    yield { seq, reason: 'delivery-changed', detail: `the delivery of operation ${seq} ${what}` };
    return;

    function problemOf(): string | undefined {
      if (seq < 1 || seq > headSeq) return `is of none that there is: the journal ends at ${headSeq}`;
      if (known === 0) return `is for "${sink}", of which no position is known`;
      return deliveryStates.has(state) || isOfNewerRelease ? undefined : `is in the state "${state}", which there is not`;
    }
  }
}

/** Sales name the bundle that priced them by its hash; none belongs to one operation alone. */
function* bundleBreaks(db: Database.Database): Generator<ChainBreak> {
  const rows = db.prepare<[], { serial: number; hash: string; text: unknown }>('SELECT serial, hash, text FROM bundle ORDER BY serial');
  for (const { serial, hash, text } of untilDamage(rows.iterate())) {
    if (typeof text === 'string' && sha256(text) === hash) continue;
    yield { seq: 0, reason: 'bundle-changed', detail: `the kept bundle ${serial} is not what its hash says` };
    return;
  }
}

function hasTable(db: Database.Database, name: string): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(name) !== undefined;
}
