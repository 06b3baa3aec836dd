import { fork, type ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { besideThis } from '../../storage/beside-this.ts';
import type { BuildSnapshot, SnapshotJob } from '../../../sync/engine/take-snapshot.ts';
import type { SnapshotOutcome } from './snapshot-outcome.ts';

/** What the builder's heap may take, so that a snapshot does not double the agent. SQLite's memory is not in it. */
const limits = ['--max-semi-space-size=2', '--max-old-space-size=96'];

/**
 * Builds in a process of its own, which has ended when this resolves or rejects: then nobody writes to the file any more, and its memory is the system's again.
 * It ends by itself when this process does.
 */
export const buildInProcess: BuildSnapshot = async (job, signal) => {
  signal.throwIfAborted();
  const builder = fork(fileURLToPath(besideThis('snapshot-builder', import.meta.url)), [], { execArgv: limits, env: environment(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const end = (): void => {
    builder.kill('SIGKILL');
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const outcome = await outcomeOf(builder, job);
    signal.throwIfAborted();
    report(outcome);
  } finally {
    signal.removeEventListener('abort', end);
  }
};

/** Code that this process has compiled is not compiled again. */
function environment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) };
}

/** Resolves when it has ended; undefined where it did so without a word. Rejects where it cannot be started. */
function outcomeOf(builder: ChildProcess, job: SnapshotJob): Promise<SnapshotOutcome | undefined> {
  return new Promise((resolve, reject) => {
    let told: SnapshotOutcome | undefined;
    builder.on('message', (message: SnapshotOutcome) => {
      told = message;
    });
    builder.once('error', reject);
    builder.once('exit', () => resolve(told));
    // One that has ended already says so by its exit.
    builder.send(job, () => undefined);
  });
}

function report(outcome: SnapshotOutcome | undefined): void {
  if (outcome === undefined) throw new Error('the process that builds the snapshot ended without a word');
  switch (outcome.type) {
    case 'built': return;
    case 'rubbish': throw new SyncFault('failing', outcome.message, { mayHaveArrived: true });
    case 'failed': throw Object.assign(new Error(`the snapshot cannot be built: ${outcome.message}`), outcome.code === undefined ? {} : { code: outcome.code });
    default: unreachable(outcome);
  }
}
