/**
 * A machine whose clock is wrong: set by a year to either side while the agent runs, another boot while the centre is out of reach, a suspended machine. Promotions and the journal go by trusted
 * time; what the wall clock said is only noted.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { startFaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import type { ClockQuality } from '../../../agent/domain/time/business-time.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { sellMilk } from '../kit/agent-sale.ts';
import { CentralChild } from '../kit/central-child.ts';
import { booksOf } from '../kit/central-database.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import type { FaultPart, PartContext, PartResult } from '../part.ts';
import { ClockedAgent } from './clocked-agent.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
/** Between what we expect and what the agent says lie the calls themselves, on a busy machine. */
const toleranceMs = 120_000;
const patienceMs = 60_000;

/** What the agent must say after something was done to its machine. */
interface Step {
  name: string;
  /** Offsets are from the true time */
  act: (agent: ClockedAgent) => void | Promise<void>;
  quality: ClockQuality;
  trustedOffsetMs: number;
  wallOffsetMs: number;
}

const online: readonly Step[] = [
  { name: 'wall clock set a year ahead', act: (agent) => agent.setWall(yearMs), quality: 'synced', trustedOffsetMs: 0, wallOffsetMs: yearMs },
  { name: 'wall clock set a year back', act: (agent) => agent.setWall(-yearMs), quality: 'synced', trustedOffsetMs: 0, wallOffsetMs: -yearMs },
];
/** Each goes on from the one before, without the centre. */
const offline: readonly Step[] = [
  { name: 'agent killed and started again in the same boot', act: async (agent) => { await agent.kill(); await agent.start(); }, quality: 'synced', trustedOffsetMs: 0, wallOffsetMs: -yearMs },
  { name: 'machine suspended for eight hours', act: (agent) => agent.suspend(8 * hourMs), quality: 'synced', trustedOffsetMs: 8 * hourMs, wallOffsetMs: -yearMs + 8 * hourMs },
  { name: 'another boot, a day later by a plausible wall clock', act: (agent) => agent.reboot(24 * hourMs), quality: 'estimated', trustedOffsetMs: 24 * hourMs, wallOffsetMs: 24 * hourMs },
  { name: 'another boot with the wall clock a year ahead', act: (agent) => agent.reboot(yearMs), quality: 'suspect', trustedOffsetMs: 24 * hourMs, wallOffsetMs: yearMs },
  { name: 'another boot with the wall clock a year back', act: (agent) => agent.reboot(-yearMs), quality: 'suspect', trustedOffsetMs: 24 * hourMs, wallOffsetMs: -yearMs },
];

export function clock(): FaultPart {
  return {
    name: 'clock',
    about: 'a wall clock set by a year to either side, other boots without the centre, a suspended machine',
    run: async (context) => {
      const result: PartResult = { counts: { steps: 0, sales: 0 }, failures: [], skipped: [] };
      if (spawnSync('faketime', ['--version']).error !== undefined) result.skipped.push('faketime is not installed: the clocks of the agent are set inside its process, not under it');
      await setClocks(context, result);
      return result;
    },
  };
}

async function setClocks({ folder, tell }: PartContext, result: PartResult): Promise<void> {
  const shop = makeLoadShop(folder, 1);
  const home = join(folder, 'central');
  mkdirSync(home);
  const central = await CentralChild.start({ database: { home }, shopFolder: shop.folder, logFile: join(folder, 'central.log') });
  const proxy = await startFaultProxy(central.address);
  const agent = new ClockedAgent(folder);
  const expected: ClockQuality[] = [];
  const step = async ({ name, act, quality, trustedOffsetMs, wallOffsetMs }: Step): Promise<void> => {
    tell(name);
    await act(agent);
    const { inputs: { time } } = await sellMilk(agent, `sale-${expected.length}`);
    const { clock: told } = await agent.status();
    const trueMs = Date.now();
    expected.push(quality);
    result.counts['steps'] = (result.counts['steps'] ?? 0) + 1;
    result.counts['sales'] = expected.length;
    if (told.quality !== quality) result.failures.push(`${name}: the clock is ${told.quality} instead of ${quality}`);
    for (const [what, gotMs, wantedMs] of [['trusted time', told.atMs, trueMs + trustedOffsetMs], ['time of the sale', time.instantMs, trueMs + trustedOffsetMs], ['wall clock', told.wallMs, trueMs + wallOffsetMs]] as const) {
      if (Math.abs(gotMs - wantedMs) > toleranceMs) result.failures.push(`${name}: the ${what} is ${new Date(gotMs).toISOString()} instead of ${new Date(wantedMs).toISOString()}`);
    }
  };
  try {
    await agent.start(['--central', proxy.url], { TILL_ENROL_CODE: await central.enrolmentCode('till-1') });
    await untilOnline(agent);
    for (const each of online) await step(each);
    await proxy.set('refuse');
    for (const each of offline) await step(each);
    await proxy.set('pass');
    await untilOnline(agent);
    await step({ name: 'the centre is back', act: () => undefined, quality: 'synced', trustedOffsetMs: 0, wallOffsetMs: -yearMs });
    await untilDrained(agent);
    await agent.kill();
    await central.stop();
    checkJournal(join(agent.home, 'journal.db'), expected, result);
    const books = await booksOf({ home });
    if (books.operations.length !== expected.length + 1) result.failures.push(`${expected.length} sales were made, and the centre has ${books.operations.length} operations`);
    for (const [opId, why] of books.notApplied) result.failures.push(`${opId} is not applied: ${why}`);
    result.failures.push(...books.findings.defect);
  } finally {
    await agent.kill();
    await proxy.close();
    await central.kill();
  }
}

/** Every sale says how good its time was. */
function checkJournal(path: string, expected: readonly ClockQuality[], result: PartResult): void {
  const { firstBreak } = verifyJournal(path);
  if (firstBreak !== undefined) result.failures.push(firstBreak.detail);
  const db = new Database(path, { readonly: true });
  const clocks = db.prepare<[], string>("SELECT clock FROM operation WHERE kind = 'sale-committed' ORDER BY seq").pluck().all();
  db.close();
  if (clocks.join() !== expected.join()) result.failures.push(`the journal says of its sales' clocks: ${clocks.join(', ')}; they were ${expected.join(', ')}`);
}

async function untilOnline(agent: ClockedAgent): Promise<void> {
  await until(async () => (await agent.status()).mode === 'online', 'the agent is not online');
}

async function untilDrained(agent: ClockedAgent): Promise<void> {
  await until(async () => {
    const { journal } = await agent.status();
    return journal.acknowledgedSeq === journal.headSeq;
  }, 'the queue does not drain');
}

async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (const deadlineMs = Date.now() + patienceMs; !(await isSo()); await sleep(50)) if (Date.now() > deadlineMs) throw new Error(otherwise);
}
