import { Worker } from 'node:worker_threads';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { BuildSnapshot } from '../../../sync/engine/take-snapshot.ts';
import type { SnapshotOutcome } from './snapshot-outcome.ts';

/** What the thread's own heap may take, so that a snapshot does not double the agent. SQLite's memory is not in it. */
const limits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 };

/** Builds in a thread of its own, which has ended when this resolves or rejects: then nobody writes to the file any more. */
export const buildInWorker: BuildSnapshot = async (job, signal) => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('snapshot-worker.ts', import.meta.url), { workerData: job, resourceLimits: limits });
  const end = (): void => {
    void worker.terminate();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const outcome = await new Promise<SnapshotOutcome | undefined>((resolve, reject) => {
      let told: SnapshotOutcome | undefined;
      worker.on('message', (message: SnapshotOutcome) => {
        told = message;
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve(told));
    });
    signal.throwIfAborted();
    report(outcome);
  } finally {
    signal.removeEventListener('abort', end);
  }
};

function report(outcome: SnapshotOutcome | undefined): void {
  if (outcome === undefined) throw new Error('the thread that builds the snapshot ended without a word');
  switch (outcome.type) {
    case 'built': return;
    case 'rubbish': throw new SyncFault('failing', outcome.message, { mayHaveArrived: true });
    case 'failed': throw Object.assign(new Error(`the snapshot cannot be built: ${outcome.message}`), outcome.code === undefined ? {} : { code: outcome.code });
    default: unreachable(outcome);
  }
}
