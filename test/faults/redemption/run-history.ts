import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { testBundle } from '../../central/kit/test-shop.ts';
import type { ModelCentre } from './centre.ts';
import { checkCentre } from './check-centre.ts';
import { checkReceipts } from './check-receipts.ts';
import { History } from './history.ts';
import { endByContact, endBySilence, reachAll } from './settle-all.ts';
import type { Step } from './step.ts';
import { takeStep } from './take-step.ts';

const tillsOfHistory = 3;
export const customersOfHistory = 3;
const openingPoints = 1_000;
/** The machine's log of what it found is long enough to say which step broke it, and short enough to run often */
const checkEvery = 8;

/** Customers of so many histories, each with a card of the test shop's scheme. */
export function customersOf(histories: number): ShopAccount[] {
  const [scheme] = testBundle().cardSchemes;
  if (scheme === undefined) throw new Error('the test shop has no cards');
  return Array.from({ length: histories * customersOfHistory }, (_, index) => ({
    accountId: `customer-${index}`, tier: 'base', openingPoints, cards: [{ number: makeCardNumber(scheme, Math.floor(index / 9_000), index % 9_000), state: 'active' as const }],
  }));
}

export interface HistoryOptions {
  centre: ModelCentre;
  folder: string;
  /** Which of the centre's shops it is; each is used once */
  place: number;
  customers: readonly ShopAccount[];
  steps: readonly Step[];
  isCalm: boolean;
  /** What takes back what was set aside; either, by chance, where nothing is said */
  endsBy?: 'contact' | 'silence';
}

export interface HistoryResult {
  counts: ReadonlyMap<string, number>;
  /** In words; empty where every promise was kept */
  failures: string[];
  /** How many steps were taken before it was seen */
  taken: number;
}

/** Plays a history from a morning on which all customers are regular at all tills, and looks at the books on the way and at the end. */
export async function runHistory({ centre, folder: parent, place, customers, steps, isCalm, endsBy }: HistoryOptions): Promise<HistoryResult> {
  const folder = join(parent, `shop-${place}`);
  mkdirSync(folder);
  const history = new History({ centre, folder, isCalm, customers: customers.slice(place * customersOfHistory, (place + 1) * customersOfHistory) });
  let taken = 0;
  try {
    await beginDay(history, place);
    for (const step of steps) {
      taken += 1;
      await takeStep(history, step);
      const failures = taken % checkEvery === 0 ? await checkCentre(history) : [];
      if (failures.length > 0) return { counts: history.counts, failures, taken };
    }
    const failures = [...await end(history, endsBy), ...await checkCentre(history), ...await checkReceipts(history)];
    return { counts: await withFindings(history), failures, taken };
  } catch (error) {
    return { counts: history.counts, failures: [`it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`], taken };
  } finally {
    history.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function beginDay(history: History, place: number): Promise<void> {
  await history.centre.publish('allowance', history.isCalm);
  for (let till = 0; till < tillsOfHistory; till += 1) history.tills.push(await history.addTill(`till-${place}-${till}`));
  for (const [till] of history.tills.entries()) {
    for (const [customer] of history.customers.entries()) await takeStep(history, { do: 'sell', till, customer, spend: 0 });
    await takeStep(history, { do: 'push', till });
  }
  await history.centre.jobs();
  for (const till of history.tills) await till.pull();
}

/** Some shops end by contact, some by silence, which no calm one does: in both nothing may be left aside. */
async function end(history: History, endsBy = history.isCalm || history.number() % 2 === 0 ? 'contact' : 'silence'): Promise<string[]> {
  const afterContact = endsBy === 'contact' ? await endByContact(history) : [];
  const afterSilence = await endBySilence(history);
  await reachAll(history);
  return [...afterContact, ...afterSilence];
}

async function withFindings(history: History): Promise<ReadonlyMap<string, number>> {
  const rows = await history.centre.db.query<{ what: string; times: number }>(
    `SELECT f.kind || coalesce(' ' || (f.detail ->> 'cause'), '') || coalesce(' ' || (f.detail ->> 'why'), '') AS what, count(*) AS times
     FROM finding f JOIN journal j ON j.journal_id = f.journal_id WHERE f.kind <> 'drift' AND j.till_id = ANY($1) GROUP BY 1`,
    [[...new Set(history.tills.map(({ machine }) => machine.enrolled.tillId))]],
  );
  const leases = await history.centre.db.query<{ what: string; times: number }>(
    "SELECT 'allowance ' || state || coalesce(' ' || cause, '') AS what, count(*) AS times FROM allowance WHERE account_id = ANY($1) GROUP BY 1", [history.customers.map(({ accountId }) => accountId)],
  );
  return new Map([...history.counts, ...[...rows, ...leases].map(({ what, times }) => [what, times] as const)]);
}
