import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentifyView } from '../../contract/scan.ts';
import type { AgentProcess } from './agent-process.ts';
import type { ShownBalance } from './oracle/compare-balances.ts';
import { seededRandom } from './random.ts';
import type { ShopAccount } from './replay-shop.ts';

/** So many accounts are asked for at every till. */
const sampleSize = 250;
/** The last changes may still be on their way from the centre to a till. */
const patienceMs = 30_000;
const pollMs = 200;

/**
 * Asks every till what it shows for a sample of the accounts. A till that shows something else than expected is asked again for a while,
 * because the feed that brings the others' sales comes on its own time.
 */
export async function readShownBalances(agents: readonly AgentProcess[], accounts: readonly ShopAccount[], expected: ReadonlyMap<string, number>, seed: number): Promise<ShownBalance[]> {
  const usable = accounts.flatMap(({ accountId, cards }) => {
    const card = cards.find(({ state }) => state !== 'blocked' && state !== 'replaced');
    return card === undefined ? [] : [{ accountId, code: card.number }];
  });
  const sample = seededRandom(seed).shuffle(usable).slice(0, sampleSize);
  const shown = await Promise.all(agents.map(async (agent) => {
    const balances: ShownBalance[] = [];
    const deadlineMs = Date.now() + patienceMs;
    for (const { accountId, code } of sample) {
      const wanted = expected.get(accountId) ?? 0;
      let points = await shownPoints(agent, code);
      while (points !== wanted && Date.now() < deadlineMs) {
        await sleep(pollMs);
        points = await shownPoints(agent, code);
      }
      balances.push({ till: `till ${agent.till + 1}'s screen`, accountId, points });
    }
    return balances;
  }));
  return shown.flat();
}

/** NaN where the till does not know the customer: that differs from everything. */
async function shownPoints(agent: AgentProcess, code: string): Promise<number> {
  const answer = await agent.call({ method: 'POST', path: '/v1/identify', body: JSON.stringify({ code }) });
  if (!answer.answered || answer.status !== 200) return Number.NaN;
  const { customer } = answer.body as IdentifyView;
  return customer.status === 'known' ? customer.balancePoints : Number.NaN;
}
