import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { summarize, type LatencySummary } from '../../../agent/cli/replay/counters.ts';
import { startFaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import { CentralChild } from '../kit/central-child.ts';
import { booksOf, type CentralDatabase } from '../kit/central-database.ts';
import { compareBooks } from '../kit/compare-books.ts';
import { drainTills } from '../kit/drain-tills.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import { openLoadTill, sumOf, type LoadTill } from '../kit/load-till.ts';
import type { PartContext } from '../part.ts';

/** What is killed and started again. */
export interface Victim {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface LoadOptions {
  database: CentralDatabase;
  folder: string;
  tills: number;
  /** Whom to kill, one after another */
  victimsOf: (central: Victim) => Victim[];
}

export interface UnderLoad {
  counts: Record<string, number>;
  /** Of the victims, until they answered again */
  restart: LatencySummary;
  /** In words: what was lost, doubled or differs */
  found: string[];
}

const accounts = 40;
/** Between two kills the tills get this far, or not so far that the patience is over: the pace is theirs, not the machine's. */
const progress = { fewest: 1, most: 400 };
const patienceMs = 15_000;
const answerPatienceMs = 60_000;

export async function killUnderLoad({ database, folder, tills: tillCount, victimsOf }: LoadOptions, { random, tell }: PartContext): Promise<UnderLoad> {
  const shop = makeLoadShop(folder, accounts);
  const central = await CentralChild.start({ database, shopFolder: shop.folder, logFile: join(folder, 'central.log') });
  const proxy = await startFaultProxy(central.address);
  const tills: LoadTill[] = [];
  try {
    for (let number = 1; number <= tillCount; number += 1) {
      const name = `till-${number}`;
      tills.push(await openLoadTill({ name, folder, shop, proxy, enrolmentCode: await central.enrolmentCode(name), random }));
    }
    const victims = victimsOf(central);
    tell(`${tillCount} tills sell; ${victims.length} kills${database.postgresUrl === undefined ? ' of a central on PGlite' : ' of a central on PostgreSQL and of its server'}`);
    const selling = new AbortController();
    const sold = Promise.all(tills.map((till) => sellUntil(till, selling.signal, random)));
    const found: string[] = [];
    const restartsMs: number[] = [];
    for (const victim of victims) {
      await untilProgress(tills, random.between(progress.fewest, progress.most));
      await victim.kill();
      // What was on its way before the kill may still arrive; nothing new gets through until the central was asked.
      await proxy.set('refuse');
      const beganMs = performance.now();
      await victim.restart();
      found.push(...(await askAll(central.url, tills)));
      restartsMs.push(performance.now() - beganMs);
      await proxy.set('pass');
    }
    selling.abort();
    await sold;
    tell('waiting for the queues to drain');
    found.push(...(await drainTills(tills)));
    const shown = tills.flatMap((till) => till.shown());
    for (const till of tills) await till.close();
    await central.stop();
    const books = await booksOf(database);
    found.push(...compareBooks(tills, shown, shop, books));
    return { found, restart: summarize(restartsMs), counts: { kills: victims.length, tills: tillCount, operations: books.operations.length, ...sumOf(tills) } };
  } finally {
    for (const till of tills) await till.close();
    await proxy.close();
    await central.kill();
  }
}

async function sellUntil(till: LoadTill, signal: AbortSignal, random: PartContext['random']): Promise<void> {
  while (!signal.aborted) {
    await till.sell();
    await sleep(random.between(10, 50));
  }
}

async function untilProgress(tills: readonly LoadTill[], operations: number): Promise<void> {
  const acknowledged = (): number => tills.reduce((sum, till) => sum + till.acknowledged().seq, 0);
  const goal = acknowledged() + operations;
  for (const deadlineMs = Date.now() + patienceMs; acknowledged() < goal && Date.now() < deadlineMs;) await sleep(2);
}

/** Nobody but us speaks to the central that has just started, until it has said where it stands. In words: what it forgot. */
async function askAll(url: string, tills: readonly LoadTill[]): Promise<string[]> {
  const forgotten: string[] = [];
  for (const till of tills) {
    const told = till.acknowledged();
    const { seq, hash } = await askPosition(url, till);
    if (seq < told.seq) forgotten.push(`the central acknowledged operation ${told.seq} of ${till.name}, and after the kill it is at ${seq}`);
    else if (seq > 0 && till.hashAt(seq) !== hash) forgotten.push(`after the kill the central has another operation ${seq} of ${till.name}`);
  }
  return forgotten;
}

/** A database that has just started may say for a moment that it is not ready. */
async function askPosition(url: string, till: LoadTill): Promise<{ seq: number; hash: string }> {
  for (const deadlineMs = Date.now() + answerPatienceMs; ;) {
    const { status, body } = await till.byHand(url).get<{ seq: number; hash: string }>(`/till/v1/position?journalId=${till.journalId}`);
    if (status === 200) return body;
    if (Date.now() > deadlineMs) throw new Error(`the central answers ${status} ${body.code ?? ''} for ${answerPatienceMs / 1_000} s after a kill`);
    await sleep(50);
  }
}
