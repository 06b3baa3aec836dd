import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Starts one of the kit's programs on this Node, optionally with a failpoint armed. */
export function startChild(program: string, args: readonly string[], failpoint?: string): ChildProcess {
  const { TILL_FAILPOINT: _, ...env } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, ...(failpoint === undefined ? {} : { TILL_FAILPOINT: failpoint }) },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

export async function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}

/** The whole lines that a child has written to its log; a line that a kill cut off is no answer. */
export function answersIn(log: string): string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : [];
}

/** Waits until the log has so many answers, or the child has ended. */
export async function untilAnswers(child: ChildProcess, log: string, count: number): Promise<void> {
  while (answersIn(log).length < count && child.exitCode === null && child.signalCode === null) await sleep(1);
}
