import type { CompiledBundle } from '../../agent/domain/bundle/compiled.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import type { Queryable } from './database/database.ts';

/** Compiled bundles that are kept ready; a bundle never changes, so they never go stale. */
const keptBundles = 16;

/** Every bundle that was ever published, by its hash: a sale is priced again with the one that its till had. */
export interface BundleLibrary {
  /** Bundles that are not known are left out. */
  load(db: Queryable, hashes: readonly string[]): Promise<ReadonlyMap<string, CompiledBundle>>;
  /** The bundle of this hash, where it lies ready */
  kept(hash: string): CompiledBundle | undefined;
  /** Undefined before the first is published */
  inForce(db: Queryable): Promise<CompiledBundle | undefined>;
  /** Its zone, without compiling it: a hold must not wait for that. Undefined before the first is published. */
  timeZoneInForce(db: Queryable): Promise<string | undefined>;
}

export function createBundleLibrary(): BundleLibrary {
  const kept = new Map<string, CompiledBundle>();
  const zones = new Map<string, string>();
  const library: BundleLibrary = {
    load: async (db, hashes) => {
      const wanted = [...new Set(hashes)];
      const missing = wanted.filter((hash) => !kept.has(hash));
      const found = new Map<string, CompiledBundle>();
      if (missing.length > 0) {
        const rows = await db.query<{ hash: string; body: string }>('SELECT hash, body FROM bundle WHERE hash = ANY($1)', [missing]);
        // tills that push at once ask for the same one: whoever came first has compiled it meanwhile
        for (const row of rows) if (!kept.has(row.hash)) kept.set(row.hash, compile(row.body, row.hash));
      }
      for (const hash of wanted) {
        const compiled = kept.get(hash);
        if (compiled !== undefined) found.set(hash, compiled);
      }
      for (const hash of kept.keys()) {
        if (kept.size <= keptBundles) break;
        kept.delete(hash);
      }
      return found;
    },
    kept: (hash) => kept.get(hash),
    inForce: async (db) => {
      const hash = await hashInForce(db);
      return hash === undefined ? undefined : (await library.load(db, [hash])).get(hash);
    },
    timeZoneInForce: async (db) => {
      const hash = await hashInForce(db);
      if (hash === undefined) return undefined;
      const known = kept.get(hash)?.bundle.timeZone ?? zones.get(hash);
      if (known !== undefined) return known;
      const rows = await db.query<{ zone: string }>("SELECT body::jsonb ->> 'timeZone' AS zone FROM bundle WHERE hash = $1", [hash]);
      const zone = rows[0]?.zone;
      if (zone !== undefined) zones.set(hash, zone);
      return zone;
    },
  };
  return library;
}

async function hashInForce(db: Queryable): Promise<string | undefined> {
  const rows = await db.query<{ hash: string }>('SELECT hash FROM bundle ORDER BY serial DESC LIMIT 1');
  return rows[0]?.hash;
}

function compile(text: string, hash: string): CompiledBundle {
  const loaded = loadBundle(text, hash);
  if (!loaded.ok) throw new Error(`bundle ${hash} was published and no longer loads: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}
