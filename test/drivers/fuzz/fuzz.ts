/** `node --expose-gc test/drivers/fuzz/fuzz.ts [chunks]`: so many random chunks (a million, if nothing is said) into each codec. Ends with 1 where one throws. */
import { chunks, codecs } from './codecs.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

for (const [index, { name, take }] of codecs.entries()) {
  const beforeMb = heapMb();
  let slowestMs = 0;
  const startMs = performance.now();
  for (const chunk of chunks(count, 1000 + index)) {
    const text = Buffer.from(chunk).toString('latin1');
    const fromMs = performance.now();
    try {
      take(chunk, text);
    } catch (error) {
      process.stdout.write(`${name} threw at ${JSON.stringify(text)}: ${String(error)}\n`);
      process.exit(1);
    }
    slowestMs = Math.max(slowestMs, performance.now() - fromMs);
  }
  process.stdout.write(`${name.padEnd(28)} ${count} chunks in ${((performance.now() - startMs) / 1000).toFixed(1)} s, slowest ${slowestMs.toFixed(2)} ms, heap ${(heapMb() - beforeMb).toFixed(1)} MB more\n`);
}
