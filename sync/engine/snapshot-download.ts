import { open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { withoutIdling } from './byte-streams.ts';
import type { CentralCalls } from './central-calls.ts';
import { rubbish } from './read-answer.ts';
import type { SnapshotPiece } from './snapshot-piece.ts';
import { SyncFault } from './sync-fault.ts';

export interface SnapshotDownloadOptions {
  calls: CentralCalls;
  /** The file that the bytes are put into, as they travel */
  path: string;
  /** A piece that brings less than 1 KiB within this is given up */
  idleMs: number;
  /** Trusted time */
  now: () => number;
}

export interface DownloadedSnapshot {
  path: string;
  /** Over the file, hexadecimal; undefined where the centre did not say */
  sha256: string | undefined;
  /** The centre's view is not older than this */
  asOfMs: number;
}

/** A download that goes on where it was cut off, for as long as the centre keeps the file (ADR 0013). */
export interface SnapshotDownload {
  /** Resolves when the file has its whole length. @throws SyncFault, or what the disk throws; the next call goes on from there */
  fetch(journalId: string, signal: AbortSignal): Promise<DownloadedSnapshot>;
  /** The file was used, was no good, or must go: the next call begins anew, and one that runs ends as `stopped`. */
  forget(): void;
}

interface Partial {
  journalId: string;
  etag: string | undefined;
  bytes: number;
  asOfMs: number;
}

/**
 *   nothing ──piece at 0──► partial ──piece at its end, same file──► partial ──has its length──► whole
 *      ▲                       │
 *      └── another file, or no name of the file to ask for the rest ──┘
 */
export function createSnapshotDownload({ calls, path, idleMs, now }: SnapshotDownloadOptions): SnapshotDownload {
  let partial: Partial | undefined;

  const append = async (piece: SnapshotPiece, target: Partial, signal: AbortSignal): Promise<void> => {
    let diskFault: unknown;
    const file = await open(path, piece.offset === 0 ? 'w' : 'r+', 0o600);
    try {
      for await (const chunk of withoutIdling(addAbortSignal(signal, piece.body), idleMs)) {
        await file.write(chunk, 0, chunk.length, target.bytes).catch((error: unknown) => {
          diskFault = error;
        });
        if (diskFault !== undefined) throw diskFault;
        target.bytes += chunk.length;
      }
    } catch (fault) {
      if (diskFault !== undefined || fault instanceof SyncFault) throw fault;
      if (signal.aborted) throw new SyncFault('stopped', 'the snapshot was ended', { mayHaveArrived: true, cause: fault });
      throw new SyncFault('failing', 'the snapshot was cut off', { mayHaveArrived: true, cause: fault });
    } finally {
      piece.body.destroy();
      await file.close();
    }
  };
  const isForgotten = (target: Partial): boolean => partial !== target;
  return {
    async fetch(journalId, signal) {
      if (partial?.journalId !== journalId || partial.etag === undefined) partial = undefined;
      for (;;) {
        const askedAtMs = now();
        const rest = partial?.etag === undefined ? undefined : { etag: partial.etag, offset: partial.bytes };
        const piece = await calls.snapshot(journalId, rest, signal);
        const target: Partial = partial === undefined || piece.offset === 0 ? { journalId, etag: piece.etag, bytes: 0, asOfMs: askedAtMs } : partial;
        partial = target;
        const before = target.bytes;
        await append(piece, target, signal);
        const { bytes, asOfMs, etag } = target;
        if (isForgotten(target)) throw new SyncFault('stopped', 'the snapshot was given up', { mayHaveArrived: true });
        const isWhole = piece.totalBytes === undefined ? piece.isLast : bytes === piece.totalBytes;
        if (isWhole) return { path, sha256: piece.sha256, asOfMs };
        if (piece.totalBytes !== undefined && bytes > piece.totalBytes) partial = undefined;
        if (bytes === before || etag === undefined || isForgotten(target)) throw rubbish(200, 'a piece of the snapshot does not have its length');
      }
    },
    forget() {
      partial = undefined;
    },
  };
}
