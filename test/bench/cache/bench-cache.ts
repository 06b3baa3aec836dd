import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import { openCache, type CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { benchJournalId } from './snapshot-of-cards.ts';

/** A cache in this folder, with its pointer in memory: the journal's is measured by its own bench. */
export function openBenchCache(folder: string, generation?: number): CacheStore {
  let pointed = generation;
  return openCache({ folder, pointer: { get: () => pointed, set: (next) => { pointed = next; } } });
}

/** From the downloaded file to serving, as the agent does it. */
export async function loadSnapshot(store: CacheStore, downloadPath: string): Promise<void> {
  const build = store.writer.beginSnapshot();
  await buildInProcess({ downloadPath, sha256: undefined, journalId: benchJournalId, asOfMs: 1, path: build.path }, new AbortController().signal);
  build.finish();
}
