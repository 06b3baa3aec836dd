import { join } from 'node:path';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { cancelSale } from '../../../agent/usecases/cancel-sale.ts';
import { commitReturn } from '../../../agent/usecases/commit-return.ts';
import { commitSale } from '../../../agent/usecases/commit-sale.ts';
import { dropRedemption } from '../../../agent/usecases/drop-redemption.ts';
import { priceSale } from '../../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../../agent/usecases/quote-return.ts';
import { takeRedemption } from '../../../agent/usecases/take-redemption.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { History } from './history.ts';
import type { ModelTill } from './model-till.ts';
import type { ClockFault, Step } from './step.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const maxTills = 6;
const maxOpen = 50;
/** 1,500 tenge: points pay up to 1,350 of it */
const lines = [{ lineId: '1', sku: 'milk', quantityMilli: 3_000, unitPriceMinor: 50_000 }];

/** Does it with the real parts. What the product refuses is no failure; what it throws is. */
export async function takeStep(history: History, step: Step): Promise<void> {
  history.count(step.do);
  switch (step.do) {
    case 'sell': {
      const sale = await openSale(history, step);
      if (sale !== undefined) commit(history, history.till(step.till), sale);
      return;
    }
    case 'open':
      await openSale(history, step);
      return;
    case 'drop':
    case 'cancel':
    case 'commit':
    case 'commit-stale': {
      const till = history.till(step.till);
      const sale = pick(till.till.sales.list(['held', 'in-doubt', 'priced'], maxOpen), step.sale);
      if (sale !== undefined) endSale(history, till, sale, step.do);
      return;
    }
    case 'give-back':
      giveGoodsBack(history, history.till(step.till), step.sale);
      return;
    case 'push':
    case 'pull':
      await history.till(step.till)[step.do]();
      return;
    case 'wire':
      history.till(step.till).wire.state = history.isCentreUp ? step.state : 'cut';
      return;
    case 'centre':
      history.isCentreUp = step.isUp;
      for (const { wire } of history.tills) wire.state = step.isUp ? 'up' : 'cut';
      return;
    case 'jobs':
      await history.centre.jobs();
      return;
    case 'centre-backup':
      await history.centre.backUp();
      history.enrolledSinceBackup = new Set();
      return;
    case 'centre-restore':
      await restoreCentre(history);
      return;
    case 'pass':
      history.centre.clock.nowMs += step.minutes * minuteMs;
      for (const till of history.tills) till.giveBack();
      return;
    case 'block':
    case 'unblock':
      await setCard(history, history.customer(step.customer).accountId, step.do === 'block' ? 'blocked' : 'active');
      return;
    case 'policy':
      history.policies.add(step.policy);
      await history.centre.publish(step.policy, history.isCalm);
      return;
    case 'crash':
    case 'backup':
    case 'clone':
    case 'restore':
    case 'enrol-again':
    case 'clock':
      await breakTill(history, history.till(step.till), step);
      return;
    default:
      unreachable(step);
  }
}

/** What tills were given in the hours that are lost they still have; those that were enrolled in them nobody knows any more. */
async function restoreCentre(history: History): Promise<void> {
  const { enrolledSinceBackup } = history;
  if (enrolledSinceBackup === undefined) return;
  history.count('centre restored');
  await history.centre.restore();
  for (const till of history.tills) history.note(till, 'restore');
  for (const tillId of enrolledSinceBackup) {
    for (const till of history.tills.filter(({ machine }) => machine.enrolled.tillId === tillId)) history.remove(till);
    history.tills.push(await history.addTill(tillId));
  }
}

async function breakTill(history: History, till: ModelTill, step: Extract<Step, { do: 'crash' | 'backup' | 'clone' | 'restore' | 'enrol-again' | 'clock' }>): Promise<void> {
  const { folder, enrolled: { tillId } } = till.machine;
  switch (step.do) {
    case 'crash':
      till.crash();
      return;
    case 'clock':
      history.note(till, 'clock');
      till.reboot(`boot-${history.number()}`, errorOf(step.fault));
      return;
    case 'backup': {
      const path = join(history.folder, `backup-${history.number()}.db`);
      till.backup(path);
      history.backups.set(folder, path);
      return;
    }
    case 'restore': {
      const backup = history.backups.get(folder);
      if (backup === undefined) return;
      history.note(till, 'restore');
      history.count('restored');
      till.restore(backup);
      return;
    }
    case 'clone':
      if (history.tills.length >= maxTills) return;
      history.note(till, 'clone');
      history.count('cloned');
      history.tills.push(till.clone(join(history.folder, `machine-${history.number()}`), `boot-${history.number()}`));
      return;
    case 'enrol-again':
      history.note(till, 'restore');
      history.remove(till);
      history.enrolledSinceBackup?.add(tillId);
      history.tills.push(await history.addTill(tillId));
      return;
    default:
      unreachable(step);
  }
}

async function openSale(history: History, { till: index, customer, spend }: { till: number; customer: number; spend: number }): Promise<SaleRecord | undefined> {
  const { till } = history.till(index);
  const code = history.customer(customer).cards[0]?.number ?? '';
  const priced = priceSale(till, { saleId: history.newSaleId(), baseRevision: 0, lines, customer: { code } });
  if (!priced.ok) return undefined;
  if (spend === 0) return priced.sale;
  const taken = await takeRedemption(till, { saleId: priced.sale.saleId, revision: priced.sale.revision, points: spend });
  if (!taken.ok) {
    history.count(`refused: ${taken.code}`);
    return till.sales.find(priced.sale.saleId) ?? priced.sale;
  }
  const { hold, allowance, riskPoints } = taken.sale.cover ?? {};
  history.count(`granted by${hold === undefined ? '' : ' hold'}${allowance === undefined ? '' : ' allowance'}${riskPoints === undefined ? '' : ' risk'}`);
  return taken.sale;
}

function endSale(history: History, till: ModelTill, sale: SaleRecord, how: 'drop' | 'cancel' | 'commit' | 'commit-stale'): void {
  const { saleId, revision } = sale;
  switch (how) {
    case 'drop':
      dropRedemption(till.till, { saleId, revision });
      return;
    case 'cancel':
      cancelSale(till.till, { saleId, revision });
      return;
    case 'commit':
      commit(history, till, sale);
      return;
    case 'commit-stale':
      commit(history, till, { ...sale, revision: Math.max(1, revision - 1) });
      return;
    default:
      unreachable(how);
  }
}

function commit(history: History, { till }: ModelTill, { saleId, revision, customerCode }: SaleRecord): void {
  const done = commitSale(till, { saleId, revision, receipt: { number: String(history.number()) }, lines, ...(customerCode === undefined ? {} : { customer: { code: customerCode } }) });
  if (done.ok && done.changed) history.print(till.tillId, done.sale);
}

function giveGoodsBack(history: History, { till }: ModelTill, index: number): void {
  const sale = pick(till.sales.list(['committed'], maxOpen), index);
  if (sale === undefined) return;
  const returnId = `return-${history.number()}`;
  const quoted = quoteReturn(till, { returnId: `${returnId}-${sale.saleId}`, baseRevision: 0, saleId: sale.saleId, lines: [{ lineId: '1', quantityMilli: 1_000 }] });
  if (!quoted.ok) return;
  if (commitReturn(till, { returnId: quoted.return.returnId, revision: 1, receipt: { number: returnId } }).ok) history.count('returned');
}

/** The centre's fold over card operations comes to this; here it is set by hand. */
async function setCard({ centre: { db } }: History, accountId: string, state: 'blocked' | 'active'): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('UPDATE card SET state = $2 WHERE account_id = $1', [accountId, state]);
    await tx.query('UPDATE feed_head SET position = position + 1');
    await tx.query('UPDATE account SET changed_position = (SELECT position FROM feed_head) WHERE account_id = $1', [accountId]);
  });
}

function errorOf(fault: ClockFault): number {
  switch (fault) {
    case 'a-week-back': return -7 * dayMs;
    case 'two-days-back': return -2 * dayMs;
    case 'ten-days-ahead': return 10 * dayMs;
    case 'a-year-ahead': return 365 * dayMs;
    default: return unreachable(fault);
  }
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}
