/** Thread of its own for one snapshot: rows and indexes of a million cards keep it busy for seconds, while the agent sells. */
import { parentPort, workerData } from 'node:worker_threads';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';
import { buildSnapshot } from './build-snapshot.ts';
import type { SnapshotJob } from '../../../sync/engine/take-snapshot.ts';
import type { SnapshotOutcome } from './snapshot-outcome.ts';

parentPort?.postMessage(await build(workerData as SnapshotJob), []);

async function build(job: SnapshotJob): Promise<SnapshotOutcome> {
  try {
    await buildSnapshot(job);
    return { type: 'built' };
  } catch (error) {
    if (error instanceof SyncFault) return { type: 'rubbish', message: error.message };
    const code = error instanceof Error && 'code' in error ? { code: String(error.code) } : {};
    return { type: 'failed', message: error instanceof Error ? error.message : String(error), ...code };
  }
}
