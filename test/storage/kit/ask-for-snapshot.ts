/**
 * Program: has a snapshot's builder, as an agent has one, and never ends by itself. It says a line when the builder is
 *   starting   a process
 *   idle       listening for a job, and at which priority it is
 *   JSON       given this job
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import type { SnapshotJob } from '../../../sync/engine/take-snapshot.ts';

const [moment = ''] = process.argv.slice(2);
/** Tells its parent when the builder begins to listen. */
const tellsListening = "data:text/javascript,process.on('newListener', (name) => name === 'message' && process.send('listens'))";

switch (moment) {
  case 'starting':
  case 'idle': {
    const builder = fork(new URL('../../../agent/host/cache/snapshot-builder.ts', import.meta.url), [], { execArgv: ['--import', tellsListening], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(builder, moment === 'starting' ? 'spawn' : 'message');
    if (moment === 'idle') process.stdout.write(`at priority ${getPriority(builder.pid)}\n`);
    break;
  }
  default:
    void buildInProcess(JSON.parse(moment) as SnapshotJob, new AbortController().signal).then(() => process.stdout.write('built\n'));
}
process.stdout.write('asked\n');
setInterval(() => undefined, 60_000);
