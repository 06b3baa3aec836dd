/** `npm run bench [-- names…] [--json]`: measures, prints ratios and goals, ends with 1 if a goal is missed. */
import { parseArgs } from 'node:util';
import type { Bench, BenchOptions, BenchResult } from './bench-result.ts';
import { journalCommit } from './journal-commit.bench.ts';
import { journalPeers } from './journal-peers.bench.ts';
import { journalQueue } from './journal-queue.bench.ts';
import { outageLatency } from './outage-latency.bench.ts';
import { pricing } from './pricing.bench.ts';
import { startToReady } from './start-to-ready.bench.ts';

const benches: readonly Bench[] = [journalCommit, journalPeers, journalQueue, outageLatency, pricing, startToReady];

await main();

async function main(): Promise<void> {
  const wanted = readArguments();
  if (wanted === undefined) return;
  const results: BenchResult[] = [];
  for (const bench of wanted.benches) {
    tell(`${bench.name}: ${bench.about}`);
    const result = await bench.run((line) => tell(`  ${line}`), wanted.options);
    for (const [name, value] of Object.entries(result.measures)) tell(`  ${name} ${value}`);
    for (const goal of result.goals) tell(`  ${goal.ok ? '✓' : '✗'} ${goal.name}: ${goal.value} (goal ${goal.goal})`);
    results.push(result);
  }
  const goals = results.flatMap((result) => result.goals);
  const ok = goals.every((goal) => goal.ok);
  tell(ok ? `all ${goals.length} goals are met` : `${goals.filter((goal) => !goal.ok).length} of ${goals.length} goals are missed`);
  if (wanted.json) process.stdout.write(`${JSON.stringify({ ok, benches: results.map(({ name, measures }) => ({ name, measures })), goals })}\n`);
  if (!ok) process.exitCode = 1;
}

/** With `--json` the last line of stdout is the result; what is told on the way comes before it. */
function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(): { benches: readonly Bench[]; json: boolean; options: BenchOptions } | undefined {
  const names = benches.map((bench) => bench.name);
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, cells: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) {
      process.stdout.write(`Usage: npm run bench -- [${names.join('] [')}] [--json] [--cells 10x1000,…] [--only floor,engine,…]\n\n${benches.map((bench) => `  ${bench.name}: ${bench.about}\n`).join('')}`);
      return undefined;
    }
    // A part of a name stands for all that begin with it: `journal` for both of its benches.
    const isMeant = (name: string) => positionals.some((given) => name === given || name.startsWith(`${given}-`));
    const unknown = positionals.find((given) => !names.some((name) => name === given || name.startsWith(`${given}-`)));
    if (unknown !== undefined) throw new Error(`there is no bench "${unknown}"; there are ${names.join(', ')}`);
    return { benches: positionals.length === 0 ? benches : benches.filter((bench) => isMeant(bench.name)), json: values.json === true, options: values };
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)} (wrong-use)\n`);
    process.exitCode = 2;
    return undefined;
  }
}
