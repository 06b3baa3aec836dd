/**
 * SIGKILL of the central while tills push and ask for points. After each kill, before any till may speak to it again, the central must still stand where it told each till that it stands:
 * tills would push again what it forgot, and nobody would notice.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { summarize } from '../../../agent/cli/replay/counters.ts';
import { startFaultProxy, type FaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import { readCentralBooks } from '../../../agent/cli/replay/oracle/read-central.ts';
import { CentralChild } from '../kit/central-child.ts';
import { compareBooks } from '../kit/compare-books.ts';
import { drainTills } from '../kit/drain-tills.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import { openLoadTill, type LoadTill } from '../kit/load-till.ts';
import { inShort, type FaultPart, type PartContext } from '../part.ts';

export interface CentralKillSize {
  kills: number;
  tills: number;
}

const accounts = 40;
/** Between two kills: from before the tills have found the central again to well into its work. */
const lifeMs = { shortest: 100, longest: 2_500 };

export function centralKill(size: CentralKillSize): FaultPart {
  return {
    name: 'central-kill',
    about: `SIGKILL of the central ${size.kills} times while ${size.tills} tills push and ask for points`,
    run: async (context) => {
      const { counts, found } = await killCentral(size, context);
      return { counts, failures: inShort(found), skipped: [] };
    },
  };
}

async function killCentral({ kills, tills: tillCount }: CentralKillSize, { random, folder, tell }: PartContext): Promise<{ counts: Record<string, number>; found: string[] }> {
  const shop = makeLoadShop(folder, accounts);
  const home = join(folder, 'central');
  mkdirSync(home);
  const central = await CentralChild.start({ home, shopFolder: shop.folder, logFile: join(folder, 'central.log') });
  const proxy = await startFaultProxy(central.address);
  const tills: LoadTill[] = [];
  try {
    for (let number = 1; number <= tillCount; number += 1) {
      const name = `till-${number}`;
      tills.push(await openLoadTill({ name, folder, shop, proxy, enrolmentCode: await central.enrolmentCode(name), random }));
    }
    tell(`${tillCount} tills sell`);
    const selling = new AbortController();
    const sold = Promise.all(tills.map((till) => sellUntil(till, selling.signal, random)));
    const found: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      await sleep(random.between(lifeMs.shortest, lifeMs.longest));
      await central.kill();
      found.push(...(await restartAndAsk(central, proxy, tills)));
      if (kill % 5 === 0) tell(`killed ${kill} of ${kills}`);
    }
    selling.abort();
    await sold;
    tell('waiting for the queues to drain');
    found.push(...(await drainTills(tills)));
    const shown = tills.flatMap((till) => till.shown());
    for (const till of tills) await till.close();
    await central.stop();
    tell('comparing the books');
    const books = await readCentralBooks(join(home, 'pg'));
    found.push(...compareBooks(tills, shown, shop, books));
    const sum = (of: (till: LoadTill) => number): number => tills.reduce((total, till) => total + of(till), 0);
    const restart = summarize(central.restartsMs);
    return {
      found,
      counts: {
        kills, tills: tillCount, operations: books.operations.length, sales: sum((till) => till.answered.length),
        holds: sum((till) => till.counts.held), holdsRefused: sum((till) => till.counts.refused), holdsInDoubt: sum((till) => till.counts.ambiguous), holdsOutOfReach: sum((till) => till.counts.unavailable),
        centralRestartP50Ms: restart.p50, centralRestartMaxMs: restart.max,
      },
    };
  } finally {
    for (const till of tills) await till.close().catch(() => undefined);
    await proxy.close();
    await central.kill();
  }
}

async function sellUntil(till: LoadTill, signal: AbortSignal, random: PartContext['random']): Promise<void> {
  while (!signal.aborted) {
    await till.sell();
    await sleep(random.between(5, 30));
  }
}

/** Nobody but us speaks to the central that has just started, until it has said where it stands. In words: what it forgot. */
async function restartAndAsk(central: CentralChild, proxy: FaultProxy, tills: readonly LoadTill[]): Promise<string[]> {
  await proxy.set('refuse');
  await central.restart();
  const forgotten: string[] = [];
  for (const till of tills) {
    const told = till.acknowledged();
    const { seq, hash } = await till.byHand(central.url).position(till.journalId);
    if (seq < told.seq) forgotten.push(`the central acknowledged operation ${told.seq} of ${till.name}, and after the kill it is at ${seq}`);
    else if (seq > 0 && till.hashAt(seq) !== hash) forgotten.push(`after the kill the central has another operation ${seq} of ${till.name}`);
  }
  await proxy.set('pass');
  return forgotten;
}
