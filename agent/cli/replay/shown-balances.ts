import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentifyView } from '../../contract/scan.ts';
import type { AgentProcess } from './agent-process.ts';
import type { ShownBalance } from './oracle/compare-balances.ts';
import { seededRandom } from './random.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { isUsable } from './replay-shop.ts';

/** So many accounts are asked for at every till. */
const sampleSize = 250;
/** How long a till may take until the centre has told it that nothing newer exists. */
const patienceMs = 60_000;
/** An answer of the feed may have been on its way when the queues were found empty. */
const inFlightMs = 1_000;
const pollMs = 200;

/**
 * Asks every till what it shows for a sample of the accounts, after the queues were drained. A till that shows something else than expected
 * is asked again until its cache was confirmed after that: the feed that brings the others' sales comes on its own time.
 */
export async function readShownBalances(agents: readonly AgentProcess[], accounts: readonly ShopAccount[], expected: ReadonlyMap<string, number>, seed: number, signal: AbortSignal): Promise<ShownBalance[]> {
  const usable = accounts.flatMap(({ accountId, cards }) => {
    const card = cards.find(isUsable);
    return card === undefined ? [] : [{ accountId, code: card.number }];
  });
  const sample = seededRandom(seed).shuffle(usable).slice(0, sampleSize);
  const shown = await Promise.all(agents.map(async (agent) => {
    const balances: ShownBalance[] = [];
    const isConfirmed = confirmation(agent);
    for (const { accountId, code } of sample) {
      signal.throwIfAborted();
      const wanted = expected.get(accountId) ?? 0;
      let points = await shownPoints(agent, code);
      while (points !== wanted && !(await isConfirmed())) {
        await sleep(pollMs, undefined, { signal });
        points = await shownPoints(agent, code);
      }
      balances.push({ till: `till ${agent.till + 1}'s screen`, accountId, points });
    }
    return balances;
  }));
  return shown.flat();
}

/** Asks whether the centre has confirmed this till's cache since now; true for good once the patience is over. */
function confirmation(agent: AgentProcess): () => Promise<boolean> {
  const drainedAtMs = Date.now();
  let isOver = false;
  return async () => {
    if (isOver) return true;
    const { cache } = await agent.status();
    isOver = Date.now() > drainedAtMs + patienceMs || (cache !== undefined && cache.asOfMs > drainedAtMs + inFlightMs);
    return false;
  };
}

/** NaN where the till does not know the customer: that differs from everything. */
async function shownPoints(agent: AgentProcess, code: string): Promise<number> {
  const answer = await agent.call({ method: 'POST', path: '/v1/identify', body: JSON.stringify({ code }) });
  if (!answer.answered || answer.status !== 200) return Number.NaN;
  const { customer } = answer.body as IdentifyView;
  return customer.status === 'known' ? customer.balancePoints : Number.NaN;
}
