/**
 * Snapshots as files that are kept for some minutes, so that a till whose download was cut off goes on where it was (ADR 0013).
 *
 *   begin ──► growing ──► whole ──► gone, some minutes after it was last asked for
 *                │                    ▲
 *                └── failed ──────────┘
 *
 * A file belongs to one journal, whose last operation stands in its header, and to one version of the protocol: when a till begins anew, its file before goes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openOwnFolder } from './own-folder.ts';
import { ProblemError } from './problem-error.ts';

export interface ShelvedSnapshot {
  /** With its quotes */
  readonly etag: string;
  readonly path: string;
  /** That may be read by now. The last one comes with the digest: so whoever follows a growing file always has something left to ask for. */
  bytes(): number;
  /** Over the whole file, base64; undefined while it grows */
  sha256(): string | undefined;
  /** Resolves when there is more than `bytes`, or the file is whole, or `timeoutMs` have passed. @throws what made the building fail; ProblemError `snapshot-not-ready` where it was given up */
  grown(bytes: number, timeoutMs: number): Promise<void>;
}

export interface SnapshotShelf {
  /** A new file under this key, from now */
  begin(key: string, make: () => Readable): ShelvedSnapshot;
  /** The file of this name, if it is of this key and still there */
  find(key: string, etag: string): ShelvedSnapshot | undefined;
  /** Ends what is being built and deletes all. */
  close(): Promise<void>;
}

/** A till that was away for longer begins anew. */
const keptMs = 10 * 60_000;

/** @param parent where each process of the centre has a folder of its own */
export function openSnapshotShelf(parent: string): SnapshotShelf {
  const folder = openOwnFolder(parent);
  const files = new Map<string, Shelved>();
  const drop = async (file: Shelved): Promise<void> => {
    clearTimeout(file.expiry);
    if (files.get(file.key) === file) files.delete(file.key);
    file.stop.abort();
    await file.done;
    // What stays goes with the folder.
    await rm(file.path, { force: true }).catch(() => undefined);
  };
  const touch = (file: Shelved): void => {
    clearTimeout(file.expiry);
    file.expiry = setTimeout(() => void drop(file), keptMs);
    file.expiry.unref();
  };
  return {
    begin(key, make) {
      const before = files.get(key);
      if (before !== undefined) void drop(before);
      const file = build(key, join(folder.path, `${randomUUID()}.ndjson.gz`), make());
      files.set(key, file);
      touch(file);
      return file;
    },
    find(key, etag) {
      const file = files.get(key);
      if (file?.etag !== etag || file.hasFailed()) return undefined;
      touch(file);
      return file;
    },
    async close() {
      await Promise.all([...files.values()].map(drop));
      folder.close();
    },
  };
}

interface Shelved extends ShelvedSnapshot {
  key: string;
  stop: AbortController;
  hasFailed(): boolean;
  /** Resolves when nobody writes to the file any more */
  done: Promise<void>;
  expiry: NodeJS.Timeout | undefined;
}

function build(key: string, path: string, source: Readable): Shelved {
  const stop = new AbortController();
  const waiters = new Set<() => void>();
  const sum = createHash('sha256');
  const sink = createWriteStream(path, { mode: 0o600 });
  let sha256: string | undefined;
  let fault: Error | undefined;
  const wake = (): void => {
    for (const waiter of waiters) waiter();
  };
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk);
      wake();
      done(null, chunk);
    },
  });
  const write = async (): Promise<void> => {
    try {
      await pipeline(source, counter, sink, { signal: stop.signal });
      sha256 = sum.digest('base64');
    } catch (error) {
      if (stop.signal.aborted) fault = new ProblemError('snapshot-not-ready', 'The snapshot was given up: the centre ends, or another one was begun. Try again shortly.');
      else fault = error instanceof Error ? error : new Error(String(error));
    }
    wake();
  };
  const bytes = (): number => (sha256 === undefined ? Math.max(0, sink.bytesWritten - 1) : sink.bytesWritten);
  const isGrowing = (): boolean => sha256 === undefined && fault === undefined;
  return {
    key, path, stop, done: write(), expiry: undefined,
    hasFailed: () => fault !== undefined,
    etag: `"${randomUUID()}"`,
    bytes,
    sha256: () => sha256,
    async grown(from, timeoutMs) {
      const late = AbortSignal.timeout(timeoutMs);
      while (bytes() <= from && isGrowing() && !late.aborted) {
        await new Promise<void>((resolve) => {
          const end = (): void => {
            waiters.delete(end);
            clearTimeout(look);
            late.removeEventListener('abort', end);
            resolve();
          };
          // Bytes count once they are written, which is a little after they came.
          const look = setTimeout(end, 20);
          waiters.add(end);
          late.addEventListener('abort', end);
        });
      }
      if (fault !== undefined) throw fault;
    },
  };
}
