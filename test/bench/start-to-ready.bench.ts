import { execFile, fork } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '../../agent/cli/start/local-port.ts';
import { buildIfStale, pageBuild } from '../../agent/cli/start/web-build.ts';
import { tillProgram } from '../../agent/cli/project.ts';
import type { ChildMessage } from '../../agent/contract/child-message.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, rounded, type Bench } from './bench-result.ts';
import { median } from './quantile.ts';

const secondStarts = 5;
const secondStartGoalMs = 3_000;
/** "answers within 15 s of the installation's end" */
const firstStartGoalMs = 15_000;

/** Opens the embedded database of the demo's central and nothing else, in a Node process of its own. */
const openPglite = `
import { PGlite } from '@electric-sql/pglite';
const db = await PGlite.create(process.argv[1]);
await db.query('SELECT 1');
await db.close();
`;

/**
 * From the start of the process to its word that it is ready: everything that `npm start` does after the set-up, the page built before.
 * Beside it, in turns, the bare minimum: a Node process that opens the same kind of database (and makes it, at the first start).
 */
export const startToReady: Bench = {
  name: 'start-to-ready',
  about: 'first and second start of `till start --headless`, to ready, against a bare Node process that opens PGlite',
  run: async (tell) => {
    const folder = makeBenchFolder('start');
    const home = join(folder.path, 'home');
    const database = join(folder.path, 'pg');
    try {
      await buildIfStale(pageBuild, tell, new AbortController().signal);
      const nodeMs = await timed(() => runNode(['-e', '0']));
      const firstBareMs = await timed(() => runNode(['--input-type=module', '-e', openPglite, database]));
      const firstMs = await startOnce(home);
      const bareMs: number[] = [];
      const secondMs: number[] = [];
      for (let turn = 0; turn < secondStarts; turn += 1) {
        bareMs.push(await timed(() => runNode(['--input-type=module', '-e', openPglite, database])));
        secondMs.push(await startOnce(home));
      }
      tell(`one first start and ${secondStarts} second starts, in turns with the bare ones`);
      return {
        name: 'start-to-ready',
        measures: {
          bareNodeMs: rounded(nodeMs), firstStartMs: rounded(firstMs), firstBareMs: rounded(firstBareMs), firstRatio: rounded(firstMs / firstBareMs),
          secondStartMs: rounded(median(secondMs)), secondStartMaxMs: rounded(Math.max(...secondMs)), secondBareMs: rounded(median(bareMs)), secondRatio: rounded(median(secondMs) / median(bareMs)),
        },
        goals: [atMost('first start to ready, ms', firstMs, firstStartGoalMs), atMost('second start to ready, ms (median)', median(secondMs), secondStartGoalMs)],
      };
    } finally {
      folder.remove();
    }
  },
};

async function runNode(args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [...args]);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

/** @returns milliseconds until it was ready; it is stopped again */
async function startOnce(home: string): Promise<number> {
  const port = await findFreePort(17_317, 0);
  const beganMs = performance.now();
  const child = fork(tillProgram, ['start', '--headless', '--port', String(port), '--home', home], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message) => {
        const told = message as ChildMessage;
        if (told.type === 'ready') resolve();
        else reject(new Error(`${told.sentence} (${told.code})`));
      });
      child.once('exit', (code) => reject(new Error(`till start ended with ${code} before it was ready`)));
    });
    return performance.now() - beganMs;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
