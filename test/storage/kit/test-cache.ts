import { readdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { openCache, type CachePointer, type CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { accounts, through } from './accounts.ts';

export function memoryPointer(generation?: number): CachePointer & { generation: number | undefined } {
  return {
    generation,
    get() {
      return this.generation;
    },
    set(next) {
      this.generation = next;
    },
  };
}

/** Closed at the end of the running test, if not before. */
export function openTestCache(folder: string, pointer: CachePointer): CacheStore {
  const store = openCache({ folder, pointer });
  onTestFinished(() => store.close());
  return store;
}

/** Takes a whole snapshot, by default of the accounts 1 to 3. */
export function takeSnapshot(store: CacheStore, snapshot: { accounts?: Account[]; epoch?: string; cursor?: number; seq?: number; asOfMs?: number } = {}): void {
  const build = store.writer.beginSnapshot({ epoch: snapshot.epoch ?? 'e1', cursor: snapshot.cursor ?? 100, through: through(snapshot.seq ?? 0) });
  const rows = snapshot.accounts ?? accounts(1, 3);
  const half = Math.ceil(rows.length / 2);
  build.add(rows.slice(0, half));
  build.add(rows.slice(half));
  build.finish(snapshot.asOfMs ?? 1_000);
}

/** The databases in the folder, without what SQLite puts beside them. */
export function cacheFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cache-') && name.endsWith('.db')).sort();
}
