import { existsSync } from 'node:fs';
import type { CacheView, CacheWriter, CustomerCache, SnapshotBuild } from '../../ports/customer-cache.ts';
import { failpoint } from '../journal/failpoints.ts';
import { isDamage, sqliteCode } from '../sqlite/sqlite-code.ts';
import { deleteDownload, deleteGeneration, deleteGenerationLater, downloadPath, generationPath, generationsIn } from './cache-files.ts';
import { openGeneration, type CacheGeneration } from './cache-generation.ts';

/** Which generation is in service, kept durably in `journal.db`. 0 where there is none: the cache that was named was damaged. */
export interface CachePointer {
  get(): number | undefined;
  set(generation: number): void;
}

export interface CacheOptions {
  /** Must exist */
  folder: string;
  pointer: CachePointer;
}

interface CancellableBuild extends SnapshotBuild {
  /** It is never put in service. */
  cancel(): void;
}

export interface CacheStore {
  cache: CustomerCache;
  writer: CacheWriter;
  /** Why the cache that the pointer names is out of service although it is not damaged (too many open files, a full disk); undefined where it serves. The next opening tries it again. */
  openingFault: unknown;
  close(): void;
}

/**
 * The customer cache: `cache-<n>.db` files, of which the pointer names the one in service (DESIGN §7).
 * A missing or damaged one is thrown away, at the opening or whenever the damage shows: there is no view then, until the engine has taken a new snapshot.
 * So it is where the file cannot be opened for another reason, but then it is kept. No state of the files keeps a till from starting.
 * Reads never throw for a damaged cache. `writer` methods throw where the disk fails; the view is then what it was, or gone.
 */
export function openCache({ folder, pointer }: CacheOptions): CacheStore {
  // Before a damaged cache loses its pointer, so that its number is not used twice.
  let lastGeneration = Math.max(0, pointer.get() ?? 0, ...generationsIn(folder));
  const { opened, fault: openingFault } = openPointed(folder, pointer);
  let current = opened;
  let build: CancellableBuild | undefined;
  deleteStrays(folder, pointer.get());

  const drop = (): void => {
    const dropped = current;
    current = undefined;
    clear(pointer);
    if (dropped !== undefined) discard(folder, dropped);
  };
  const orDrop = <T>(work: (generation: CacheGeneration) => T): T | undefined => {
    if (current === undefined) return undefined;
    try {
      return work(current);
    } catch (error) {
      if (!isBroken(error)) throw error;
      drop();
      return undefined;
    }
  };
  const switchTo = (generation: number): void => {
    failpoint('cache-build-before-switch');
    const path = generationPath(folder, generation);
    const next = existsSync(path) ? openGeneration(path, generation) : undefined;
    if (next === undefined) throw new Error('a new cache cannot be read back');
    try {
      pointer.set(generation);
    } catch (error) {
      next.close();
      throw error;
    }
    failpoint('cache-build-after-switch');
    const old = current;
    current = next;
    if (old !== undefined) replace(folder, old);
  };
  const begin = (generation: number): CancellableBuild => {
    let isOver = false;
    let isCancelled = false;
    const end = (): void => {
      isOver = true;
      deleteGeneration(folder, generation);
    };
    return {
      path: generationPath(folder, generation),
      finish: () => {
        if (isOver) throw new Error('this snapshot build is over');
        try {
          if (isCancelled) throw new Error('the cache was wiped while this snapshot was built');
          switchTo(generation);
          isOver = true;
          // A second copy of who the customers are, and soon an old one.
          deleteDownload(folder);
        } catch (error) {
          end();
          throw error;
        }
      },
      abort: () => {
        if (!isOver) end();
      },
      cancel: () => {
        isCancelled = true;
      },
    };
  };

  const view = (): CacheView | undefined => current?.view();
  return {
    cache: {
      view,
      findByCard: (cardNumber) => orDrop((generation) => generation.findByCard(cardNumber)),
      findById: (accountId) => orDrop((generation) => generation.findById(accountId)),
      findByPhone: (hash) => orDrop((generation) => generation.findByPhone(hash)) ?? [],
      dueAllowances: (journalId, endsBeforeMs) => orDrop((generation) => generation.dueAllowances(journalId, endsBeforeMs)) ?? [],
      programme: (couponCodes) => orDrop((generation) => generation.programme(couponCodes)) ?? {},
    },
    writer: {
      view,
      downloadPath: downloadPath(folder),
      beginSnapshot: () => {
        build?.abort();
        lastGeneration += 1;
        build = begin(lastGeneration);
        return build;
      },
      wipe: () => {
        // Its builder may still write: it is for whoever began it to end that, and then to abort.
        build?.cancel();
        deleteDownload(folder);
        drop();
      },
      applyFeed: (page) => {
        const before = view();
        if (before === undefined) throw new Error('a page of the feed needs a snapshot first');
        if (page.epoch !== before.epoch) throw new Error(`a page of epoch ${page.epoch} does not follow epoch ${before.epoch}`);
        if (page.cursor < before.cursor) throw new Error(`a page to cursor ${page.cursor} does not follow cursor ${before.cursor}`);
        orDrop((generation) => generation.applyFeed(page));
      },
    },
    close: () => {
      build?.abort();
      current?.close();
      current = undefined;
    },
    openingFault,
  };
}

function openPointed(folder: string, pointer: CachePointer): { opened?: CacheGeneration; fault?: unknown } {
  const generation = pointer.get() ?? 0;
  if (generation === 0) return {};
  const path = generationPath(folder, generation);
  try {
    const opened = existsSync(path) ? openGeneration(path, generation) : undefined;
    if (opened !== undefined) return { opened };
  } catch (error) {
    // Too many open files, say, is no reason to throw away what an outage may need.
    if (!isBroken(error)) return { fault: error };
  }
  clear(pointer);
  return {};
}

/** A pointer that cannot be cleared now names a file that will be missing at the next opening, which comes to the same. */
function clear(pointer: CachePointer): void {
  try {
    pointer.set(0);
  } catch {
    // See above.
  }
}

function discard(folder: string, generation: CacheGeneration): void {
  generation.close();
  deleteGeneration(folder, generation.generation);
}

/** A file of some hundred megabytes takes a disk longer to let go of than a sale should wait. */
function replace(folder: string, generation: CacheGeneration): void {
  generation.closeForGood();
  deleteGenerationLater(folder, generation.generation);
}

/** What a crash left behind: a download, abandoned builds, and a generation that was just replaced. */
function deleteStrays(folder: string, pointed: number | undefined): void {
  deleteDownload(folder);
  for (const generation of generationsIn(folder)) {
    if (generation !== pointed) deleteGeneration(folder, generation);
  }
}

/** Damaged bytes, a table that is not there, or a row that is no JSON any more. */
function isBroken(error: unknown): boolean {
  return isDamage(error) || sqliteCode(error) === 'SQLITE_ERROR' || error instanceof SyntaxError;
}
