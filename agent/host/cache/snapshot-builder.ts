/** Program: builds one snapshot, the job comes as a message. Rows and indexes of a million cards keep it busy for seconds, while the agent sells. */
import { once } from 'node:events';
import { constants, getPriority, setPriority } from 'node:os';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';
import { buildSnapshot } from './build-snapshot.ts';
import type { SnapshotJob } from '../../../sync/engine/take-snapshot.ts';
import type { SnapshotOutcome } from './snapshot-outcome.ts';

// A cashier waits for the page and the agent, nobody for this. Never above what it was started with, which a user may not ask for.
setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
// Whoever asked for it is gone: what was built so far is nobody's.
process.once('disconnect', () => process.exit(1));
// A signal to the whole group is for the agent, which ends this one when it stops.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

const [job] = await once(process, 'message') as [SnapshotJob];
process.send?.(await build(job), undefined, undefined, () => process.exit());

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
