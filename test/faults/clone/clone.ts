/**
 * A till's disk is copied, and both tills go on: two journals with one identity. The centre must see two branches, apply one and keep the other whole, and both sides must say so; both tills sell
 * on, because a sale is never blocked by loyalty.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentProcess } from '../../../agent/cli/replay/agent-process.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import type { CentralReport } from '../../../sync/central/report.ts';
import { sellMilk } from '../kit/agent-sale.ts';
import { CentralChild } from '../kit/central-child.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import type { FaultPart, PartContext, PartResult } from '../part.ts';

export interface CloneSize {
  /** Times that a disk is copied, each of another till */
  clones: number;
}

const patienceMs = 60_000;

export function clone(size: CloneSize): FaultPart {
  return {
    name: 'clone',
    about: `the disk of a till is copied and both go on, ${size.clones} times`,
    run: async (context) => {
      const result: PartResult = { counts: { clones: size.clones, sales: 0 }, failures: [], skipped: [] };
      const { folder, tell } = context;
      const shop = makeLoadShop(folder, 1);
      const home = join(folder, 'central');
      mkdirSync(home);
      const central = await CentralChild.start({ database: { home }, shopFolder: shop.folder, logFile: join(folder, 'central.log') });
      try {
        for (let number = 1; number <= size.clones; number += 1) {
          tell(`cloning till-${number}`);
          await cloneOne(number, { central, home }, context, result);
        }
      } finally {
        await central.kill();
      }
      return result;
    },
  };
}

async function cloneOne(number: number, { central, home }: { central: CentralChild; home: string }, { random, folder }: PartContext, result: PartResult): Promise<void> {
  const name = `till-${number}`;
  const original = new AgentProcess(number, join(folder, name), join(folder, `${name}.log`));
  const copy = new AgentProcess(number, join(folder, `${name}-copy`), join(folder, `${name}-copy.log`));
  const sell = async (agent: AgentProcess, of: string, count: number): Promise<void> => {
    for (let sale = 1; sale <= count; sale += 1) {
      await sellMilk(agent, `${name}-${of}-${sale}`);
      result.counts['sales'] = (result.counts['sales'] ?? 0) + 1;
    }
  };
  const before = await report(central, home);
  try {
    await original.enrol(central.url, await central.enrolmentCode(name));
    await settled(original);
    await sell(original, 'before', 2);
    await settled(original);
    await original.stop();
    cpSync(original.home, copy.home, { recursive: true });
    // Either may come first, and by more or by less than the other has of its own.
    const [first, second] = random.shuffle([original, copy]);
    if (first === undefined || second === undefined) return;
    await first.revive();
    await sell(first, 'first', random.between(1, 4));
    await settled(first);
    await second.revive();
    const isMet = random.chance(0.5);
    if (isMet) await settled(second);
    const own = random.between(1, 4);
    await sell(second, 'second', own);
    await sell(first, 'first-later', 1);
    await checkTold(result, name, { first, second, own }, async () => await report(central, home), before);
    await sell(second, 'second-later', 1);
  } catch (error) {
    result.failures.push(`${name}: ${String(error)}`);
  } finally {
    await original.stop();
    await copy.stop();
  }
  for (const { home: at } of [original, copy]) {
    const path = join(at, 'journal.db');
    const firstBreak = existsSync(path) ? verifyJournal(path).firstBreak : undefined;
    if (firstBreak !== undefined) result.failures.push(`${name}: ${firstBreak.detail}`);
  }
}

/** Both the second till and the centre say what happened, and the centre has the whole branch. */
async function checkTold(result: PartResult, name: string, tills: { first: AgentProcess; second: AgentProcess; own: number }, read: () => Promise<CentralReport>, before: CentralReport): Promise<void> {
  const isQuarantined = await eventually(async () => (await tills.second.status()).modeReason === 'journal-quarantined');
  if (!isQuarantined) result.failures.push(`${name}: the clone is not in quarantine, it says ${(await tills.second.status()).modeReason}`);
  if (!(await eventually(async () => (await read()).findings.fork > before.findings.fork))) result.failures.push(`${name}: the centre does not report a fork`);
  const kept = async (): Promise<number> => (await read()).quarantined - before.quarantined;
  if (!(await eventually(async () => (await kept()) >= tills.own))) result.failures.push(`${name}: the centre keeps ${await kept()} of the ${tills.own} operations of the second branch`);
  if ((await tills.first.status()).modeReason !== 'ok') result.failures.push(`${name}: the first till is disturbed: ${(await tills.first.status()).modeReason}`);
}

/** Everything is pushed, or refused. */
async function settled(agent: AgentProcess): Promise<void> {
  await eventually(async () => {
    const { journal, modeReason } = await agent.status();
    return modeReason === 'journal-quarantined' || (modeReason === 'ok' && journal.acknowledgedSeq === journal.headSeq);
  });
}

async function eventually(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const deadlineMs = Date.now() + patienceMs; Date.now() < deadlineMs; await sleep(50)) if (await isSo()) return true;
  return false;
}

async function report(central: CentralChild, home: string): Promise<CentralReport> {
  const token = readFileSync(join(home, 'admin.token'), 'utf8').trim();
  const answer = await fetch(`${central.url}/admin/v1/report`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`the central's report was answered ${answer.status}`);
  return (await answer.json()) as CentralReport;
}
