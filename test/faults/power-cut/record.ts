import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Synchronous } from '../kit/careless.ts';
import type { FileCall } from './file-call.ts';
import { readTrace, tracedCalls } from './read-trace.ts';

const program = fileURLToPath(new URL('../kit/write-and-answer.ts', import.meta.url));

/** Longer than any write of SQLite's. */
const longestTextBytes = 4_000_000;

export interface Recorded {
  /** Where the journal lies, in a folder that was empty */
  path: string;
  seed: number;
  steps: number;
  synchronous: Synchronous;
  /** Where the trace is put */
  traceFile: string;
}

/** Runs `write-and-answer.ts` under strace and answers every call that could matter, in order. @throws where the program fails */
export async function record({ path, seed, steps, synchronous, traceFile }: Recorded): Promise<FileCall[]> {
  const options = ['-f', '--seccomp-bpf', '-qq', '-xx', '-s', String(longestTextBytes), '-e', 'signal=none', '-e', `trace=${tracedCalls.join(',')}`, '-o', traceFile];
  const child = spawn('strace', [...options, process.execPath, program, path, String(seed), String(steps), synchronous], {
    // Through the ring the calls would not be seen.
    env: { ...process.env, UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the recorded program ended with ${code}: ${said.slice(-2_000)}`);
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(traceFile, 'latin1') })) lines.push(line);
  return [...readTrace(lines)];
}
