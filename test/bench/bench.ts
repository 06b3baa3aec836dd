/** `npm run bench [-- names…] [--json]`: measures, prints ratios and goals, ends with 1 if a goal is missed. */
import { InvalidArgumentError, type Command } from 'commander';
import { CliFailure } from '../../agent/cli/cli-failure.ts';
import { newProgram } from '../../agent/cli/new-program.ts';
import { runProgram } from '../../agent/cli/run-program.ts';
import type { Bench, BenchOptions, BenchResult } from './bench-result.ts';
import { cache } from './cache.bench.ts';
import { drivers } from './drivers.bench.ts';
import { journalCommit } from './journal-commit.bench.ts';
import { journalPeers } from './journal-peers.bench.ts';
import { journalQueue } from './journal-queue.bench.ts';
import { outageLatency } from './outage-latency.bench.ts';
import { page } from './page.bench.ts';
import { pricing } from './pricing.bench.ts';
import { syncDrain } from './sync-drain.bench.ts';
import { syncGrowth } from './sync-growth.bench.ts';
import { syncHold } from './sync-hold.bench.ts';
import { syncTills } from './sync-tills.bench.ts';
import { startToReady } from './start-to-ready.bench.ts';

const benches: readonly Bench[] = [cache, drivers, journalCommit, journalPeers, journalQueue, outageLatency, page, pricing, startToReady, syncDrain, syncGrowth, syncHold, syncTills];

await runProgram(benchCommand, process.argv.slice(2));

function benchCommand(): Command {
  return newProgram('bench')
    .description('Measures, and holds what was measured against the goals.')
    .argument('[names...]', `of ${benches.map(({ name }) => name).join(', ')}; all, where none is named`)
    .option('--cells <cells>', 'of pricing only these, lines × promotions: 10x1000,50x1000')
    .option('--only <contestants>', 'of pricing only these: floor,engine')
    .option('--full', 'large sizes where a bench has them: minutes instead of seconds')
    .option('--operations <count>', 'of the sync benches: how many operations', readCount)
    .option('--rows <count>', 'of sync-growth: up to how many ledger rows', readCount)
    .option('--tills <count>', 'of sync-tills: how many', readCount)
    .option('--against <folder>', 'of sync-drain: another checkout, whose central takes turns with this one')
    .option('--profile <folder>', 'of sync-drain: where CPU profiles of the central are written')
    .option('--cards <count>', 'of cache, drivers and page so many instead of 1,000,000', cardCount)
    .option('--json', 'one JSON object on the last line')
    .addHelpText('after', `\n${benches.map((bench) => `  ${bench.name}: ${bench.about}\n`).join('')}\nExit codes: 0 all goals are met, 1 one is missed, 2 wrong use.`)
    .action(measure);
}

async function measure(names: string[], { json, ...options }: BenchOptions & { json?: true }): Promise<void> {
  const results: BenchResult[] = [];
  for (const bench of named(names)) {
    tell(`${bench.name}: ${bench.about}`);
    const result = await bench.run((line) => tell(`  ${line}`), options);
    for (const [name, value] of Object.entries(result.measures)) tell(`  ${name} ${value}`);
    for (const goal of result.goals) tell(`  ${goal.ok ? '✓' : '✗'} ${goal.name}: ${goal.value} (goal ${goal.goal})`);
    results.push(result);
  }
  const goals = results.flatMap((result) => result.goals);
  const ok = goals.every((goal) => goal.ok);
  if (goals.length === 0) tell('no goal was judged at this size');
  else tell(ok ? `all ${goals.length} goals are met` : `${goals.filter((goal) => !goal.ok).length} of ${goals.length} goals are missed`);
  if (json === true) process.stdout.write(`${JSON.stringify({ ok, benches: results.map(({ name, measures }) => ({ name, measures })), goals })}\n`);
  if (!ok) process.exitCode = 1;
}

function readCount(text: string): number {
  if (!/^[1-9][0-9]{0,7}$/.test(text)) throw new CliFailure('wrong-use', `a count is a whole number above 0, not "${text}"`);
  return Number(text);
}

/** With `--json` the last line of stdout is the result; what is told on the way comes before it. */
function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function named(names: readonly string[]): readonly Bench[] {
  // A part of a name stands for all that begin with it: `journal` for all of its benches.
  const means = (given: string, { name }: Bench): boolean => name === given || name.startsWith(`${given}-`);
  const unknown = names.find((given) => !benches.some((bench) => means(given, bench)));
  if (unknown !== undefined) throw new CliFailure('wrong-use', `there is no bench "${unknown}"; there are ${benches.map((bench) => bench.name).join(', ')}`);
  return names.length === 0 ? benches : benches.filter((bench) => names.some((given) => means(given, bench)));
}

function cardCount(text: string): number {
  const cards = /^\d{4,8}$/.test(text) ? Number(text) : 0;
  if (cards < 1_000 || cards > 10_000_000) throw new InvalidArgumentError('It must be a whole number from 1000 to 10000000.');
  return cards;
}
