import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { besideThis } from '../beside-this.ts';
import type { Segment } from './segment.ts';

/** `writeArchiveFile` in a worker. Rejects with what it throws. */
export async function archiveInWorker(path: string, piece: { firstSeq: number; lastSeq: number }): Promise<Segment> {
  const worker = new Worker(besideThis('archive-worker', import.meta.url), { workerData: { path, piece } });
  try {
    // `once` rejects on the worker's `error`.
    const [segment] = await once(worker, 'message') as [Segment];
    return segment;
  } finally {
    await worker.terminate();
  }
}
