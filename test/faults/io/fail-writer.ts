import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAnswers, type Answer } from '../kit/answer.ts';
import { checkLeft } from '../kit/check-left.ts';
import type { Failed } from '../kit/sell-and-retry.ts';

const program = fileURLToPath(new URL('../kit/sell-and-retry.ts', import.meta.url));

/** A disk that fails: the calls `first` to `last` of this kind on the journal's files, counted from the start of the process. */
export interface DiskFault {
  call: 'fsync' | 'fdatasync' | 'pwrite64';
  error: 'EIO' | 'ENOSPC';
  first: number;
  last: number;
}

export interface FailedWriter {
  /** Calls that were made to fail */
  injected: number;
  answered: number;
  /** Commits that were answered with an error, by code */
  failed: Map<Failed['code'], number>;
  /** In words: what was promised and is not there, or what should have gone on and did not */
  found: string[];
}

/** Lets `sell-and-retry.ts` sell while the disk fails for a while, and looks at what it leaves. */
export async function failWriter(folder: string, sales: number, fault: DiskFault): Promise<FailedWriter> {
  mkdirSync(folder);
  const path = join(folder, 'journal.db');
  const trace = join(folder, 'trace');
  const { call, error, first, last } = fault;
  // Only on the journal's own files: Node's other files are not what is meant.
  const onlyOn = ['journal.db', 'journal.db-wal'].flatMap((name) => ['-P', join(folder, name)]);
  const options = ['-f', '-qq', '-e', 'signal=none', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${first}..${last}`, ...onlyOn, '-s', '0', '-o', trace];
  const child = spawn('strace', [...options, process.execPath, program, path, String(sales)], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, UV_USE_IO_URING: '0' } });
  let said = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = readAnswers(said) as (Answer | Failed)[];
  const answers = lines.filter((line) => line.kind !== 'failed');
  const failed = new Map<Failed['code'], number>();
  for (const line of lines) if (line.kind === 'failed') failed.set(line.code, (failed.get(line.code) ?? 0) + 1);
  const injected = readFileSync(trace, 'utf8').split('(INJECTED)').length - 1;
  const found = code === 0 ? [] : [`it did not get over the fault (${code}): ${errors.trim().split('\n').slice(-12).join(' ')}`];
  found.push(...checkLeft(folder, answers));
  return { injected, answered: answers.length - 1, failed, found: found.map((text) => `${error} on ${call}, the ${first}th to the ${last}th: ${text}`) };
}
