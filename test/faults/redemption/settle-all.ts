import { cancelSale } from '../../../agent/usecases/cancel-sale.ts';
import type { History } from './history.ts';
import { silenceMs } from './programme.ts';

const dayMs = 86_400_000;
/** A return, its row in the feed, and what other tills make of it */
const rounds = 3;

/** Every sale is over, every wire is whole, and everybody has heard of everything. */
export async function reachAll(history: History): Promise<void> {
  for (const till of history.tills) {
    till.wire.state = 'up';
    for (const { saleId, revision } of till.till.sales.list(['held', 'in-doubt', 'priced'], 100)) cancelSale(till.till, { saleId, revision });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const till of history.tills) {
      await till.push();
      await till.pull();
    }
    await history.centre.jobs();
  }
}

/** By contact alone: the programme sets nothing aside any more, so all of it is given back, but by machines whose journal the centre does not take. In words: what stays. */
export async function endByContact(history: History): Promise<string[]> {
  await reachAll(history);
  await history.centre.publish('never', history.isCalm);
  history.policies.add('never');
  await history.centre.jobs();
  await reachAll(history);
  const quarantined = history.tills.filter((till) => till.isQuarantined).map(({ machine }) => machine.enrolled.tillId);
  return (await stillSetAside(history)).filter(({ till_id }) => !quarantined.includes(till_id))
    .map(({ account_id, till_id, points, state, cause }) => `${points} points of ${account_id} stay with ${till_id} after contact (${state} ${cause ?? ''})`);
}

/** By silence alone: nobody is heard of again. In words: what stays. */
export async function endBySilence(history: History): Promise<string[]> {
  for (const { wire } of history.tills) wire.state = 'cut';
  history.centre.clock.nowMs += silenceMs + 8 * dayMs;
  await history.centre.jobs();
  const left = await stillSetAside(history);
  const { db } = history.centre;
  const held = await db.query<{ account_id: string; held_points: number }>('SELECT account_id, held_points FROM account WHERE held_points + leased_points <> 0 AND account_id = ANY($1)', [history.customers.map(({ accountId }) => accountId)]);
  return [
    ...left.map(({ account_id, till_id, points, state, cause }) => `${points} points of ${account_id} are stranded at ${till_id} (${state} ${cause ?? ''})`),
    ...held.map(({ account_id, held_points }) => `${held_points} points of ${account_id} are held for ever`),
  ];
}

async function stillSetAside({ centre: { db }, customers }: History): Promise<{ account_id: string; till_id: string; points: number; state: string; cause: string | null }[]> {
  return await db.query("SELECT account_id, till_id, points, state, cause FROM allowance WHERE state IN ('granted', 'recalled') AND account_id = ANY($1)", [customers.map(({ accountId }) => accountId)]);
}
