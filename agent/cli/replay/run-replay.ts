import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { verifyJournal } from '../../storage/journal/verify-journal.ts';
import { CliFailure } from '../cli-failure.ts';
import { newCounters } from './counters.ts';
import { makeCsvShop } from './csv-shop.ts';
import { drain } from './drain.ts';
import { DriverLog } from './driver-log.ts';
import { startFleet, type Fleet } from './fleet.ts';
import type { ReplayInput } from './input-receipt.ts';
import { readAnswered } from './oracle/answered.ts';
import { compareBalances, expectedBalances, type ShownBalance } from './oracle/compare-balances.ts';
import { compareOperations } from './oracle/compare-operations.ts';
import { compareReturns } from './oracle/compare-returns.ts';
import { compareSales } from './oracle/compare-sales.ts';
import { readCentralBooks } from './oracle/read-central.ts';
import { readTillBooks } from './oracle/read-till.ts';
import { OutageSchedule } from './outage-schedule.ts';
import { makePlan } from './plan.ts';
import type { ReplayPlan } from './planned-event.ts';
import type { Progress } from './progress.ts';
import { createRedemptionWish } from './redemption-wish.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { accountsByCode, type ReplayShop } from './replay-shop.ts';
import { makeReport, type ReplayReport } from './report.ts';
import { readShownBalances } from './shown-balances.ts';
import { makeDemoReceipts, openDemoShop } from './source-demo.ts';
import { readCsvReceipts } from './source-csv.ts';
import { driveTill } from './till-driver.ts';

export interface ReplayOptions {
  /** Receipts to replay; or `demo`, how many to make from the demo shop */
  source: { file: string; limit: number } | { demo: number };
  tills: number;
  outageShare: number;
  kills: number;
  seed: number;
  /** Where the databases stay; without it they are removed at the end */
  home?: string;
  progress: Progress;
  /** Stops everything and cleans up */
  signal: AbortSignal;
}

/** Drives real agents and a real central through the plan and asks the oracle. Throws `CliFailure` for wrong use and for what keeps it from running. */
export async function runReplay(options: ReplayOptions): Promise<ReplayReport> {
  const startedMs = performance.now();
  const input = await readInput(options);
  const home = options.home === undefined ? mkdtempSync(join(tmpdir(), 'till-replay-')) : emptyHome(resolve(options.home));
  const running: (() => Promise<unknown>)[] = [];
  try {
    const shop = 'demo' in options.source ? openDemoShop() : makeCsvShop(join(home, 'shop'), input, options.seed);
    const plan = planned(input, shop, options);
    options.progress.note(`${plan.sales} sales and ${plan.returns} returns on ${options.tills} tills; starting the central and the agents`);
    const fleet = await startFleet({ home, shopFolder: shop.folder, storeIds: shop.storeIds, tills: options.tills, signal: options.signal, onStarted: (stop) => void running.unshift(stop) });
    options.signal.throwIfAborted();
    return await replay({ options, home, input, shop, plan, fleet, startedMs });
  } catch (error) {
    throw options.signal.aborted ? new CliFailure('interrupted', 'the replay was stopped; nothing was checked', 1) : error;
  } finally {
    for (const stop of running) await stop().catch(() => undefined);
    if (options.home === undefined) rmSync(home, { recursive: true, force: true });
  }
}

async function replay(run: { options: ReplayOptions; home: string; input: ReplayInput; shop: ReplayShop; plan: ReplayPlan; fleet: Fleet; startedMs: number }): Promise<ReplayReport> {
  const { options, home, input, shop, plan, fleet } = run;
  const { progress } = options;
  // One till that fails stops the others: they must not go on while everything is being stopped.
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const counters = newCounters();
  const logFile = join(home, 'driver.ndjson');
  const log = await DriverLog.open(logFile);
  const outages = new OutageSchedule(plan.outages, options.outageShare, plan.sales, fleet.proxy, signal);
  const wish = createRedemptionWish(options.outageShare);
  let calls = 0;
  let outageTimeShare = 0;
  progress.start(plan.sales + plan.returns);
  try {
    const driven = fleet.agents.map(async (agent) => {
      try {
        await driveTill(plan.tills[agent.till] ?? [], { agent, log, outages, proxy: fleet.proxy, wish, counters, signal, nextCall: () => (calls += 1), onEvent: () => progress.step() });
      } catch (error) {
        failing.abort(error);
        throw error;
      }
    });
    await Promise.allSettled(driven);
    await Promise.all(driven);
    await outages.fillUp();
    outageTimeShare = outages.timeShare();
  } finally {
    progress.stop();
    await outages.lift();
    await log.close();
  }

  progress.note('waiting for the queues to drain');
  const undrained = await drain(fleet.agents, signal);
  const answered = await readAnswered(logFile);
  const opening = new Map(shop.accounts.map(({ accountId, openingPoints }) => [accountId, openingPoints]));
  const expected = expectedBalances(opening, answered);
  const shown = await readShownBalances(fleet.agents, touchedAccounts(shop.accounts, answered.sales), expected, options.seed, signal);
  for (const agent of fleet.agents) await agent.checkDurability();
  const lostAnswers = fleet.proxy.counts().cuts;
  undrained.push(...(await fleet.stop()));

  progress.note('comparing the books');
  const tills = fleet.agents.map((agent) => readTillBooks(`till ${agent.till + 1}`, join(agent.home, 'journal.db')));
  const central = await readCentralBooks(fleet.centralFolder);
  const accounts = accountsByCode(shop.accounts);
  const plannedSales = plan.tills.flat().filter((event) => event.kind === 'sale');
  return makeReport({
    seed: options.seed,
    receipts: input.receipts.length,
    plan, counters, answered, tills, central, undrained, outageTimeShare, lostAnswers,
    outageShare: options.outageShare,
    plannedKills: options.kills,
    operationFaults: compareOperations(answered, tills, central),
    wrongReturns: compareReturns(plan.tills.flat(), answered),
    wrongSales: compareSales(plannedSales, (code) => accounts.get(code), answered, tills),
    differingBalances: compareBalances(opening, answered, tills, central, shown satisfies ShownBalance[]),
    shownBalances: shown.length,
    durabilityFaults: fleet.agents.flatMap((agent) => agent.durability.faults),
    journalBreaks: fleet.agents.flatMap((agent) => brokenJournal(join(agent.home, 'journal.db'))),
    unplannedExits: fleet.agents.reduce((sum, agent) => sum + agent.unplannedExits, 0),
    restartsMs: fleet.agents.flatMap((agent) => agent.restartsMs),
    skippedLines: input.skippedLines,
    skippedReceipts: input.skippedReceipts,
    durationMs: performance.now() - run.startedMs,
  });
}

async function readInput({ source, seed, progress }: ReplayOptions): Promise<ReplayInput> {
  if ('demo' in source) return makeDemoReceipts(openDemoShop(), source.demo, seed);
  progress.note(`reading ${source.file}`);
  return readCsvReceipts(source.file, source.limit);
}

function planned(input: ReplayInput, shop: ReplayShop, options: ReplayOptions): ReplayPlan {
  try {
    return makePlan(input.receipts, shop.showCard, { seed: options.seed, tills: options.tills, outageShare: options.outageShare, kills: options.kills });
  } catch (error) {
    throw error instanceof RangeError ? new CliFailure('too-many-kills', error.message) : error;
  }
}

/** Customers whose points moved; the others would prove little. */
function touchedAccounts(accounts: readonly ShopAccount[], sales: ReadonlyMap<string, readonly { accountId?: string }[]>): ShopAccount[] {
  const touched = new Set([...sales.values()].flatMap(([sale]) => sale?.accountId ?? []));
  return accounts.filter(({ accountId }) => touched.has(accountId));
}

function brokenJournal(path: string): string[] {
  const { firstBreak } = verifyJournal(path);
  return firstBreak === undefined ? [] : [`${path} at ${firstBreak.seq}: ${firstBreak.detail}`];
}

/** The databases of an earlier run would be counted with those of this one. */
function emptyHome(home: string): string {
  if (existsSync(home) && readdirSync(home).length > 0) throw new CliFailure('home-not-empty', `${home} is not empty: name a new folder for --home`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}
