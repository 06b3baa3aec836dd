import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { ChildMessage } from '../../contract/child-message.ts';
import { CliFailure } from '../cli-failure.ts';
import { tillProgram } from '../project.ts';

/** A process that runs: where it answers, and the two ways in which it ends. */
export interface RunningChild {
  readonly url: string;
  readonly pid: number;
  /** SIGKILL, at once. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL if it does not go. Resolves when it is gone; true if it went by itself with exit code 0. */
  stop(): Promise<boolean>;
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>;
}

const readyTimeoutMs = 120_000;
const stopPatienceMs = 20_000;

/**
 * Starts one `till …` process of its own and waits until it says that it is ready. What it prints goes to the end of `logFile`.
 *
 * @throws CliFailure where it ends, or stays silent, before it is ready
 */
export async function startChild(name: string, args: readonly string[], logFile: string, env: Readonly<Record<string, string>> = {}): Promise<RunningChild> {
  const output = openSync(logFile, 'a');
  const child = fork(tillProgram, args, {
    execPath: process.execPath,
    execArgv: [],
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, TILL_LOG: process.env['TILL_LOG'] ?? 'warn', ...env },
  });
  closeSync(output);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  try {
    const url = await untilReady(name, child, logFile);
    return { url, pid: child.pid ?? 0, gone, kill, stop: () => stop(child, gone) };
  } catch (error) {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await kill();
    throw error;
  }
}

function untilReady(name: string, child: ChildProcess, logFile: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new CliFailure('process-failed', `${name} ${why}${lastWords(logFile)}`, 1));
    const tooLate = setTimeout(() => fail(`was not ready after ${readyTimeoutMs / 1000} s`), readyTimeoutMs);
    child.on('message', (message) => {
      const told = message as ChildMessage;
      if (told.type === 'ready') {
        clearTimeout(tooLate);
        resolve(told.url);
      } else fail(`could not start: ${told.sentence} (${told.code})`);
    });
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(tooLate);
      fail(`ended (${signal ?? `exit code ${code}`}) before it was ready`);
    });
  });
}

/** Without a home that is kept the log is gone when somebody would look for it. */
function lastWords(logFile: string): string {
  const last = readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1);
  return last === undefined || last === '' ? '' : `; the last that it said: ${last}`;
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<boolean> {
  const impatient = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(impatient);
  return child.exitCode === 0;
}
