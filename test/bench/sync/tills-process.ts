/** Tills in a process of their own: `node tills-process.ts FOLDER ACCOUNTS TILLS OPERATIONS...`, as many numbers of operations as there are outages. Takes `TillsRequest`s, answers `TillsReply`s. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { makeBenchShop } from './bench-shop.ts';
import { queuedSales } from './queued-sales.ts';
import { openQueuedTill, type QueuedTill } from './queued-till.ts';

/** `prepare` enrols new tills at this centre; `sell` fills their journals with what is sold in one outage, of which the first is 0; `drain` lets them push until the centre has everything. */
export type TillsRequest = { type: 'prepare'; centralUrl: string; codes: readonly string[] } | { type: 'sell'; outage: number } | { type: 'drain' } | { type: 'leave' };
/** `cpuMs`: of this process while it did what was asked */
export interface TillsReply {
  cpuMs: number;
  tookMs: number;
  unsettled: number;
}

const [folder = '', accounts = '', tillCount = '', ...outages] = process.argv.slice(2);
const perCommit = 500;
const shop = makeBenchShop(join(folder, 'shop-of-tills'), Number(accounts));
/** Sales as text: a hundred thousand objects would keep the collector busy while it is measured. */
const queues = Array.from({ length: Number(tillCount) }, (_, index) => {
  const next = queuedSales(shop, { tillId: nameOf(index), index, tills: Number(tillCount) });
  return outages.map((operations) => {
    const perTill = Math.ceil(Number(operations) / Number(tillCount));
    return Array.from({ length: Math.ceil(perTill / perCommit) }, (_part, part) => JSON.stringify(Array.from({ length: Math.min(perCommit, perTill - part * perCommit) }, next)));
  });
});

function nameOf(index: number): string {
  return `till-${index + 1}`;
}

let tills: QueuedTill[] = [];
let home: string | undefined;

async function leaveTills(): Promise<void> {
  await Promise.all(tills.map((till) => till.close()));
  tills = [];
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
}

async function prepare(centralUrl: string, codes: readonly string[]): Promise<void> {
  await leaveTills();
  const opened = mkdtempSync(join(folder, 'tills-'));
  home = opened;
  for (const [index, enrolmentCode] of codes.entries()) tills.push(await openQueuedTill({ name: nameOf(index), folder: opened, centralUrl, enrolmentCode }));
}

async function sell(outage: number): Promise<void> {
  for (const [index, till] of tills.entries()) {
    await till.disconnect();
    for (const part of queues[index]?.[outage] ?? []) till.queue(JSON.parse(part) as SaleCommitted[]);
  }
}

async function drain(): Promise<void> {
  for (const till of tills) till.connect();
  while (!tills.every((till) => till.isDrained())) await sleep(5);
}

async function answer(request: TillsRequest): Promise<void> {
  const before = process.cpuUsage();
  const beganMs = performance.now();
  if (request.type === 'prepare') await prepare(request.centralUrl, request.codes);
  else if (request.type === 'sell') await sell(request.outage);
  else if (request.type === 'drain') await drain();
  else {
    await leaveTills();
    process.disconnect();
    return;
  }
  const { user, system } = process.cpuUsage(before);
  const reply: TillsReply = { cpuMs: (user + system) / 1_000, tookMs: performance.now() - beganMs, unsettled: tills.reduce((sum, till) => sum + till.unsettled(), 0) };
  process.send?.(reply);
}

process.on('message', (request: TillsRequest) => void answer(request).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}));
// whoever asked is gone
process.on('disconnect', () => process.exit());
