import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ReplayReport } from '../../agent/cli/replay/report.ts';

const root = join(import.meta.dirname, '..', '..');

export interface ReplayRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `till replay` as people do. */
export function startReplay(args: readonly string[], env: Readonly<Record<string, string>> = {}): { child: ChildProcess; done: Promise<ReplayRun> } {
  const child = spawn(process.execPath, [join(root, 'agent', 'cli', 'till.ts'), 'replay', ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const done = new Promise<ReplayRun>((resolve) => void child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr })));
  return { child, done };
}

/** Runs it with `--json` to its end. Throws with all that it said where the last line is no report. */
export async function replayReport(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ReplayRun & { report: ReplayReport }> {
  const run = await startReplay([...args, '--json'], env).done;
  const last = run.stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`no report (exit code ${run.exitCode}): ${run.stdout}${run.stderr}`);
  return { ...run, report: JSON.parse(last) as ReplayReport };
}
