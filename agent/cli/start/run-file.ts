import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What runs in a home of `till start`, for those who look from outside (`till doctor`). It is there only while it runs, or after a kill. */
export interface RunFile {
  pid: number;
  agentUrl: string;
  centralUrl: string;
}

function pathOf(home: string): string {
  return join(home, 'start.json');
}

export function writeRunFile(home: string, run: RunFile): void {
  const draft = `${pathOf(home)}.${run.pid}`;
  writeFileSync(draft, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  renameSync(draft, pathOf(home));
}

export function removeRunFile(home: string): void {
  rmSync(pathOf(home), { force: true });
}

/** @returns undefined where nothing was started there, or the file is not whole. */
export function readRunFile(home: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(home), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

/** Whether a start in this home was killed, so that its children may still be closing what they had open. */
export function wasKilled(home: string): boolean {
  const run = readRunFile(home);
  if (run === undefined) return false;
  try {
    process.kill(run.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
