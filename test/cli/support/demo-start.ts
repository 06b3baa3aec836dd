import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOf, type Api } from './api.ts';
import { freePort } from './ports.ts';
import { eventually, processesOf } from './processes.ts';
import { spawnTill, type TillRun } from './till-process.ts';

/** One home of `till start`, in which the shop can be started again and again. Its path has spaces. */
export interface DemoHome {
  home: string;
  port: number;
  api: Api;
  /** Starts it and waits until it is ready. The working folder is not the project's. */
  start: () => Promise<TillRun>;
  /** Kills what is left, and removes everything. */
  remove: () => Promise<void>;
}

export async function makeDemoHome(): Promise<DemoHome> {
  const folder = mkdtempSync(join(tmpdir(), 'till start '));
  const home = join(folder, 'my till');
  const port = await freePort();
  return {
    home,
    port,
    api: apiOf(home, port),
    start: async () => {
      const run = spawnTill(['start', '--headless', '--port', String(port), '--home', home], { cwd: tmpdir() });
      await run.until(/in a browser/);
      return run;
    },
    remove: async () => {
      for (const { pid } of processesOf(home)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended in this moment.
        }
      }
      await eventually('nothing runs in the home', () => (processesOf(home).length === 0 ? true : undefined));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Ctrl-C, and the end. */
export async function interrupt(run: TillRun): Promise<Awaited<TillRun['ended']>> {
  run.child.kill('SIGINT');
  return run.ended;
}
