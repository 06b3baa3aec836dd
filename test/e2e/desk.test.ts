/** The repairs of the manager's desk, with the real centre: each operation here was put aside by it. */
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalEntry, JournalPage } from '../../agent/contract/journal.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import { readOperation } from '../../agent/domain/operations/read-operation.ts';
import { openJournal, type JournalStore } from '../../agent/storage/journal/open-journal.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import { shownText, type TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';

const [bread] = demoGoods('bread');
const gold = demoCustomer('gold', 500);
const silver = demoCustomer('silver', 100);
const shop = useDemoTill();
let till: TillPage;

const now = () => ({ atMs: Date.now(), wallMs: Date.now(), clock: 'synced' as const });
async function sell(number: string): Promise<string> {
  const saleId = crypto.randomUUID();
  const { revision } = await shop.chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: [{ sku: bread!.sku, quantityMilli: 4000, unitPriceMinor: bread!.priceMinor }], customer: { code: gold.card } });
  await shop.chain.call('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number } });
  return saleId;
}
/** The operation once more, as another one: what it names is changed by `words`. */
function appendAgain(store: JournalStore, saleId: string, kind: 'sale-committed' | 'return-committed', words: Readonly<Record<string, string>>): void {
  const operation = store.journal.operationsOfSale(saleId).find((each) => each.kind === kind);
  if (operation === undefined) throw new Error(`the journal has no ${kind} of ${saleId}`);
  const payload = Object.entries(words).reduce((text, [from, to]) => text.replaceAll(JSON.stringify(from), JSON.stringify(to)), operation.payload);
  const read = readOperation({ ...operation, payload });
  if (!read.ok) throw new Error(`no ${kind} any more: ${JSON.stringify(read.invalid)}`);
  store.journal.append([{ opId: crypto.randomUUID(), ...read.body }], now(), {});
}

beforeAll(async () => {
  const saleId = await sell('D-0');
  const returned = await sell('D-R');
  await shop.chain.call('PUT', '/v1/returns/r-1', { baseRevision: 0, saleId: returned, lines: [{ lineId: '1', quantityMilli: 4000 }] });
  await shop.chain.call('POST', '/v1/returns/r-1/commit', { revision: 1, receipt: { number: 'D-R-1' } });
  await shop.untilOnline();
  const { accountId } = await shop.chain.call<{ accountId: string }>('GET', `/v1/cards/${gold.card}`);
  const { till: { tillId, storeId }, version } = await shop.chain.status();
  // As at a till that was restored: sales of a customer whom the centre does not have, and a return that another till has made.
  await shop.chain.restartAgent(async (home) => {
    const store = openJournal({ path: join(home, 'journal.db'), identity: { tillId, storeId, agentVersion: version }, newId: () => crypto.randomUUID(), now });
    for (const number of ['D-1', 'D-2', 'D-3']) appendAgain(store, saleId, 'sale-committed', { [saleId]: crypto.randomUUID(), 'D-0': number, [accountId]: 'account-nobody' });
    appendAgain(store, returned, 'return-committed', { 'r-1': 'r-2', 'D-R-1': 'D-R-2' });
    store.close();
    return await Promise.resolve();
  });
  await vi.waitUntil(async () => (await parked()).length === 4, eventually);
});
beforeEach(async () => {
  till = await shop.open({ language: 'ru' });
  await shop.signIn('marat', '8402');
});

const parked = async (): Promise<JournalEntry[]> => {
  const answer = await shop.chain.call<JournalPage>('GET', '/v1/journal?state=parked', undefined, await shop.as('marat', '8402'));
  return answer.entries;
};
async function repair(receipt: string, words: string, work: () => Promise<void> = async () => await Promise.resolve()): Promise<void> {
  await till.page.goto(`${shop.chain.url}/#/manager/desk`);
  await till.page.getByRole('button', { name: new RegExp(`${receipt}\\b`) }).first().click();
  await till.page.locator('.desk-sheet').getByRole('button', { name: words }).first().click();
  await work();
  await till.page.locator('.desk-sheet').getByLabel('Причина').fill('проверено с покупателем');
  expect(await till.axe()).toEqual([]);
  await till.page.locator('.desk-sheet button[type=submit]').click();
  await till.page.locator('.manager-tried').waitFor();
}
const receipts = async () => (await parked()).map(({ what }) => what.values?.['receipt']);

describe('the desk', () => {
  it('sends a sale again: it is put aside again where nothing has changed, and what was tried is said', async () => {
    await repair('D-1', 'Отправить на проверку ещё раз');
    expect(await shownText(till.page.locator('.manager-tried'))).toContain('проверено с покупателем');
    await vi.waitFor(async () => expect((await parked()).find(({ what }) => what.values?.['receipt'] === 'D-1')?.repairs).toContain('void'), eventually);
  });

  it('books a sale on another card, whose points it then brings', async () => {
    const before = await shop.chain.call<{ balance: { pendingPoints: number; availablePoints: number } }>('GET', `/v1/cards/${silver.card}`);
    await repair('D-2', 'Записать на другую карту', async () => {
      await till.scan(silver.card);
      await vi.waitFor(async () => expect(await till.page.getByLabel('Другая карта покупателя').inputValue()).toBe(silver.card), eventually);
    });
    await vi.waitFor(async () => expect(await receipts()).not.toContain('D-2'), eventually);
    await vi.waitFor(async () => {
      const { balance } = await shop.chain.call<typeof before>('GET', `/v1/cards/${silver.card}`);
      expect(balance.pendingPoints + balance.availablePoints).toBeGreaterThan(before.balance.pendingPoints + before.balance.availablePoints);
    }, eventually);
  });

  it('closes a sale without effect', async () => {
    await repair('D-3', 'Закрыть без последствий');
    await vi.waitFor(async () => expect(await receipts()).not.toContain('D-3'), eventually);
  });

  it('agrees with the verdict on a return that was more than was sold', async () => {
    await repair('D-R-2', 'Согласиться с центром');
    await vi.waitFor(async () => expect(await receipts()).not.toContain('D-R-2'), eventually);
  });
});
