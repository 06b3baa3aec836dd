/** `npm run faults [-- part …] [--seed N] [--json]`: breaks things on purpose, part after part, and says what was tried. Exit codes: 0 every promise was kept, 1 one was broken, 2 wrong use. */
import { parseArgs } from 'node:util';
import { seededRandom } from '../../agent/cli/replay/random.ts';
import { centralKill } from './central-kill/central-kill.ts';
import { clock } from './clock/clock.ts';
import { clone } from './clone/clone.ts';
import { io } from './io/io.ts';
import { kill } from './kill/kill.ts';
import { runPart } from './kit/run-part.ts';
import { partition } from './partition/partition.ts';
import type { FaultPart, PartResult } from './part.ts';
import { powerCut } from './power-cut/power-cut.ts';
import { redemption } from './redemption/redemption.ts';

const parts: readonly FaultPart[] = [
  powerCut({ steps: 400, cuts: 600, carelessCuts: 60 }),
  kill({ writers: 950, agents: 50, receipts: 200 }),
  centralKill({ tills: 5, embedded: 8, onPostgres: 12, ofPostgres: 8 }),
  io({ runs: 6, sales: 60, agentFaults: 12 }),
  partition({ tills: 10, operations: 20_000, lateWriters: 10 }),
  clone({ clones: 4 }),
  clock(),
  redemption({ histories: 24, steps: 120, shortenMs: 30_000 }),
];

interface Wanted {
  parts: readonly FaultPart[];
  seed: number;
  json: boolean;
}

await main();
// What was torn in the middle may keep a socket open, and the campaign has said all that it has to say.
process.exit();

async function main(): Promise<void> {
  const wanted = readArguments();
  if (wanted === undefined) return;
  const { seed } = wanted;
  tell(`seed ${seed}`);
  const results: ({ name: string; durationS: number } & PartResult)[] = [];
  for (const part of wanted.parts) {
    tell(`${part.name}: ${part.about}`);
    const beganMs = performance.now();
    const result = await runPart(part, seed, (line) => tell(`  ${line}`)).catch((error: unknown): PartResult => ({ counts: {}, failures: [`the part itself failed: ${String(error)}`], skipped: [] }));
    const durationS = Math.round((performance.now() - beganMs) / 100) / 10;
    for (const [name, count] of Object.entries(result.counts)) tell(`  ${name} ${count}`);
    for (const why of result.skipped) tell(`  – skipped: ${why}`);
    for (const failure of result.failures) tell(`  ✗ ${failure}`);
    if (result.failures.length === 0 && Object.keys(result.counts).length > 0) tell(`  ✓ kept (${durationS} s)`);
    results.push({ name: part.name, durationS, ...result });
  }
  const broken = results.filter(({ failures }) => failures.length > 0).map(({ name }) => name);
  tell(broken.length === 0 ? `all that was tried is kept (seed ${seed})` : `broken: ${broken.join(', ')}; again with npm run faults -- ${broken.join(' ')} --seed ${seed}`);
  if (wanted.json) tell(JSON.stringify({ ok: broken.length === 0, seed, parts: results }));
  if (broken.length > 0) process.exitCode = 1;
}

/** With `--json` the last line of stdout is the result; what is told on the way comes before it. */
function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(): Wanted | undefined {
  const names = parts.map((part) => part.name);
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) {
      tell(`Usage: npm run faults -- [${names.join('] [')}] [--seed N] [--json]\n\n${parts.map((part) => `  ${part.name}: ${part.about}\n`).join('')}\nWithout --seed one is drawn and told. Exit codes: 0 every promise was kept, 1 one was broken, 2 wrong use.`);
      return undefined;
    }
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`there is no part "${unknown}"; there are ${names.join(', ')}`);
    return { parts: positionals.length === 0 ? parts : parts.filter((part) => positionals.includes(part.name)), seed: readSeed(values.seed), json: values.json === true };
  } catch (error) {
    process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)} (wrong-use)\n`);
    process.exitCode = 2;
    return undefined;
  }
}

function readSeed(given: string | undefined): number {
  if (given === undefined) return seededRandom(Date.now()).between(1, 999_999);
  if (!/^\d{1,9}$/.test(given)) throw new Error('--seed takes a whole number of at most nine digits');
  return Number(given);
}
