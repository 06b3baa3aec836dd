import type { CacheWriter } from '../../agent/ports/customer-cache.ts';
import type { SnapshotDownload } from './snapshot-download.ts';
import { SyncFault } from './sync-fault.ts';

/** Reads a downloaded snapshot, checks all of it and writes it to a new file of the cache, off this thread. */
export interface SnapshotJob {
  /** NDJSON, gzip or plain */
  downloadPath: string;
  /** What the download must have, hexadecimal */
  sha256: string | undefined;
  journalId: string;
  asOfMs: number;
  /** The file to be written */
  path: string;
}

/** Rejects with a `SyncFault` where the download is no snapshot, and with anything else where the disk fails; nothing writes to the file any more. */
export type BuildSnapshot = (job: SnapshotJob, signal: AbortSignal) => Promise<void>;

export interface TakeSnapshotOptions {
  download: SnapshotDownload;
  buildSnapshot: BuildSnapshot;
  cacheWriter: CacheWriter;
  journalId: string;
  signal: AbortSignal;
}

/** Builds a new generation of the cache beside the one in service, and switches to it once it is whole. @throws SyncFault, or what the disk throws; then nothing was changed */
export async function takeSnapshot({ download, buildSnapshot, cacheWriter, journalId, signal }: TakeSnapshotOptions): Promise<void> {
  const { path: downloadPath, sha256, asOfMs } = await download.fetch(journalId, signal);
  // Used or not: whoever cannot read it now would read the same bytes again.
  download.forget();
  const build = cacheWriter.beginSnapshot();
  try {
    await buildSnapshot({ downloadPath, sha256, journalId, asOfMs, path: build.path }, signal);
    build.finish();
  } catch (fault) {
    build.abort();
    if (signal.aborted) throw new SyncFault('stopped', 'the snapshot was ended', { mayHaveArrived: true, cause: fault });
    throw fault;
  }
}
