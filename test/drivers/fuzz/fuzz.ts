/**
 * `npm run fuzz -- [--chunks N] [--seed N] [name …]`: so many random chunks (a million, if nothing is said) into each framer and each codec. Exit codes: 0 nothing was thrown and no memory piled
 * up, 1 something was, 2 wrong use.
 */
import { parseArgs } from 'node:util';
import { chunks, codecs } from './codecs.ts';
import { framers, fuzzFramer } from './framers.ts';
import { heapBytes } from './random.ts';

const maxGrownBytes = 32 * 1_048_576;
const maxFrameBytes = 4_096 + 3;

interface Ran {
  readonly counts: string;
  readonly grownBytes: number;
  readonly fault?: string;
}

main();

function main(): void {
  const wanted = readArguments();
  if (wanted === undefined) return;
  const runs = [
    ...Object.keys(framers).map((name) => ({ name: `framer ${name}`, run: () => runFramer(name, wanted) })),
    ...codecs.map(({ name }, index) => ({ name, run: () => runCodec(index, wanted) })),
  ].filter(({ name }) => wanted.names.length === 0 || wanted.names.some((word) => name.includes(word)));
  for (const { name, run } of runs) {
    const beganMs = performance.now();
    const { counts, grownBytes, fault } = run();
    const seconds = ((performance.now() - beganMs) / 1_000).toFixed(1);
    const why = fault ?? (grownBytes > maxGrownBytes ? 'memory piles up' : undefined);
    process.stdout.write(`${why === undefined ? '✓' : '✗'} ${name}: ${wanted.chunks} chunks in ${seconds} s, ${counts}, heap ${(grownBytes / 1_048_576).toFixed(1)} MB more${why === undefined ? '' : `: ${why}`}\n`);
    if (why !== undefined) process.exitCode = 1;
  }
}

interface Wanted {
  readonly chunks: number;
  readonly seed: number;
  readonly names: readonly string[];
}

function runFramer(name: string, { chunks: count, seed }: Wanted): Ran {
  const make = framers[name];
  if (make === undefined) throw new Error(`there is no framer ${name}`);
  try {
    const { bytes, frames, longest, grownBytes } = fuzzFramer(make, count, seed);
    return { counts: `${bytes} bytes, ${frames} frames, the longest of ${longest}`, grownBytes, ...(longest > maxFrameBytes ? { fault: 'a frame is beyond the limit' } : {}) };
  } catch (error) {
    return { counts: '', grownBytes: 0, fault: `it threw ${String(error)}` };
  }
}

function runCodec(index: number, { chunks: count, seed }: Wanted): Ran {
  const take = codecs[index]?.take;
  let slowestMs = 0;
  let before = 0;
  let done = 0;
  for (const chunk of chunks(count, seed + index)) {
    // Tables that are made with the first call are no growth.
    if (done === Math.floor(count / 10)) before = heapBytes();
    done += 1;
    const text = Buffer.from(chunk).toString('latin1');
    const fromMs = performance.now();
    try {
      take?.(chunk, text);
    } catch (error) {
      return { counts: '', grownBytes: 0, fault: `it threw ${String(error)} at ${JSON.stringify(text)}` };
    }
    slowestMs = Math.max(slowestMs, performance.now() - fromMs);
  }
  return { counts: `the slowest took ${slowestMs.toFixed(2)} ms`, grownBytes: heapBytes() - before };
}

function readArguments(): Wanted | undefined {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { chunks: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
    const count = Number(values.chunks);
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) throw new Error('--chunks and --seed are whole numbers');
    return { chunks: count, seed, names: positionals };
  } catch (error) {
    process.stderr.write(`fuzz: ${error instanceof Error ? error.message : String(error)} (wrong-use)\n`);
    process.exitCode = 2;
    return undefined;
  }
}
