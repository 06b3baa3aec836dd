import { spawn, type ChildProcess } from 'node:child_process';
import { tillProgram } from '../../../agent/cli/project.ts';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface TillRun {
  child: ChildProcess;
  /** What it has said until now */
  said: () => { stdout: string; stderr: string };
  /** Resolves with all of stdout when this stands in it; rejects if the process ends before */
  until: (pattern: RegExp) => Promise<string>;
  ended: Promise<Ended>;
}

export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/** Starts `till …` as a process of its own, as a user would. */
export function spawnTill(args: readonly string[], options: RunOptions = {}): TillRun {
  const child = spawn(process.execPath, [tillProgram, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TILL_DEBUG: '', TILL_LOG: 'warn', ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(stdout)) return;
        child.stdout.off('data', look);
        resolve(stdout);
      };
      child.stdout.on('data', look);
      child.once('close', () => reject(new Error(`till ${args.join(' ')} ended before it said ${String(pattern)}:\n${stdout}\n${stderr}`)));
      look();
    });
  return { child, said: () => ({ stdout, stderr }), until, ended };
}

/** Runs `till …` to its end. */
export function runTill(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return spawnTill(args, options).ended;
}

/** Where `--json` puts its object. */
export function lastLine(stdout: string): string {
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}
