import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { archiveInWorker } from '../storage/journal/archive-in-worker.ts';
import { minWindowMs, type SegmentStore } from '../storage/journal/segment-store.ts';
import type { Logger } from 'pino';

export interface KeeperOptions {
  readonly segments: SegmentStore;
  readonly path: string;
  readonly nowMs: () => number;
  readonly log: Logger;
  /** Between two looks */
  readonly everyMs?: number;
}

/** Archives what the journal no longer needs at hand: files in a worker, rows a few at a time between sales. Returns what stops it. */
export function startJournalKeeper({ segments, path, nowMs, log, everyMs = 3_600_000 }: KeeperOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const round = async (): Promise<void> => {
    while (!signal.aborted) {
      while (!signal.aborted && segments.drop()) await breathe();
      const piece = segments.due(nowMs(), minWindowMs);
      if (piece === undefined) return;
      const segment = await archiveInWorker(path, piece);
      segments.seal(segment, nowMs());
      log.info({ firstSeq: segment.firstSeq, lastSeq: segment.lastSeq, file: segment.file }, 'a segment of the journal was archived');
    }
  };
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await round();
      } catch (err) {
        log.error({ err }, 'the journal could not be archived: it is tried again later, and nothing is lost');
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
