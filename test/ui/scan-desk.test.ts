import { filter, firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import type { ScanView } from '../../agent/contract/scan.ts';
import { randomId } from '../../ui/client/random-id.ts';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createTillClient, type TillClient } from '../../ui/client/till-client.ts';
import { createGoodsBook } from '../../ui/state/goods-book.ts';
import { createNotices, type Notices } from '../../ui/state/notices.ts';
import { createSaleStore, type SaleStore } from '../../ui/state/sale-store.ts';
import { createScanDesk, type ScanDesk } from '../../ui/state/scan-desk.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

let agent: FakeAgent;
let client: TillClient;
let sale: SaleStore;
let notices: Notices;
let desk: ScanDesk;
let up: Promise<void>;
let isLeading: boolean;

beforeEach(async () => {
  agent = await startFakeAgent();
  up = Promise.resolve();
  isLeading = true;
  client = createTillClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init)));
  sale = createSaleStore({ client, newId: randomId, whenUp: () => up });
  notices = createNotices();
  desk = createScanDesk({ client, sale, goods: createGoodsBook(client), notices, newId: randomId, whenUp: () => up, isLeading: () => isLeading });
  await sale.resync();
});
afterEach(() => agent.close());

function view(): SaleView | undefined {
  return sale.phase$.value.kind === 'open' ? sale.phase$.value.view : undefined;
}
const quantities = () => view()?.basket.lines.map((line) => `${line.sku}×${line.quantityMilli}`);

describe('a scan', () => {
  it('of a good lands in the sale once, though the answer and the event both tell of it', async () => {
    const accepted: ScanView[] = [];
    desk.accepted$.subscribe((scan) => accepted.push(scan));
    await desk.send('4870000000012', 'wedge');
    desk.take(accepted[0]!);
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000']));
    expect(accepted).toHaveLength(1);
  });

  it('from outside takes the same way', async () => {
    desk.take(agent.scan('2900770100017'));
    desk.take(agent.scan('2200103003541'));
    await vi.waitFor(() => expect(quantities()).toEqual(['1003×354']));
    expect(view()?.customer).toMatchObject({ status: 'known', givenName: 'Айдар', identifiedBy: 'scan' });
  });

  it('goes to the place that is about it, the newest first, and else into the sale', async () => {
    const taken: string[] = [];
    const stopOlder = desk.offer(({ thing }) => thing.kind === 'card' && taken.push('older') > 0);
    const stopNewer = desk.offer(({ thing, code }) => thing.kind === 'card' && code.startsWith('29007701') && taken.push('newer') > 0);
    desk.take(agent.scan('2900770100017'));
    desk.take(agent.scan('2900770200014'));
    desk.take(agent.scan('4870000000012'));
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000']));
    expect(taken).toEqual(['newer', 'older']);
    expect(view()?.customer).toBeUndefined();
    stopNewer();
    stopOlder();
    desk.take(agent.scan('2900770100017'));
    await vi.waitFor(() => expect(view()?.customer).toMatchObject({ givenName: 'Айдар' }));
  });

  it('of six digits that a person typed says that they were typed, to the end of the sale', async () => {
    await desk.send('010001', 'typed');
    await vi.waitFor(() => expect(view()?.customer).toMatchObject({ cardNumber: '2900770100017', identifiedBy: 'typed' }));
    await desk.send('4870000000012', 'wedge');
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000']));
    expect(view()?.customer).toMatchObject({ identifiedBy: 'typed' });
  });

  it('of a blocked card leaves the sale anonymous and says why', async () => {
    await desk.send('2900770400018', 'wedge');
    await vi.waitFor(() => expect(view()?.customer).toEqual({ status: 'refused', code: '2900770400018', reason: 'card-blocked' }));
  });

  it('of a refused card again looks it up again, as the screen says', async () => {
    await desk.send('2900770900013', 'wedge');
    await vi.waitFor(() => expect(view()).toMatchObject({ revision: 1, customer: { status: 'refused', reason: 'card-unknown' } }));
    await desk.send('2900770900013', 'wedge');
    await vi.waitFor(() => expect(view()?.revision).toBe(2));
  });

  it.each([
    ['2900770100018', 'card-wrong-check-digit'],
    ['4870000000099', 'good-wrong-check-digit'],
    ['4870000000111', 'good-unknown'],
    ['HELLO', 'nothing-known'],
  ] as const)('of %s changes nothing and says what it looks like', async (code, looksLike) => {
    await desk.send(code, 'wedge');
    expect(notices.notice$.value).toEqual({ kind: 'unknown-code', code, looksLike });
    expect(view()).toBeUndefined();
  });

  it('waits for an agent that is away, and is counted', async () => {
    let open = () => {};
    up = new Promise((resolve) => (open = resolve));
    await agent.goAway();
    const sent = [desk.send('4870000000012', 'wedge'), desk.send('4870000000029', 'wedge')];
    expect(desk.unsent$.value).toBe(2);
    await firstValueFrom(desk.isWaiting$.pipe(filter(Boolean)));
    await agent.comeBack();
    open();
    await Promise.all(sent);
    expect(desk.isWaiting$.value).toBe(false);
    expect(desk.unsent$.value).toBe(0);
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000', '1002×1000']));
  });

  it('whose answer was lost is not sent again once its event has come', async () => {
    let open = () => {};
    up = new Promise((resolve) => (open = resolve));
    agent.spoil({ matches: /scans/, how: 'vanish' });
    const sent = desk.send('4870000000012', 'wedge');
    await vi.waitFor(() => expect(agent.calls).toContain('POST /v1/scans'));
    desk.take({ scanId: 'by-event', code: '4870000000012', source: 'wedge', atMs: 1, thing: { kind: 'good', sku: '1001', name: { ru: 'Хлеб' }, unit: 'piece', quantityMilli: 1000, unitPriceMinor: 19_000 } });
    open();
    await sent;
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000']));
    expect(agent.calls.filter((call) => call === 'POST /v1/scans')).toHaveLength(1);
  });

  it('whose answer was lost is sent again where only another scan has come meanwhile', async () => {
    let open = () => {};
    up = new Promise((resolve) => (open = resolve));
    await agent.goAway();
    const sent = desk.send('4870000000012', 'wedge');
    await firstValueFrom(desk.isWaiting$.pipe(filter(Boolean)));
    desk.take({ scanId: 'other', code: '4870000000029', source: 'wedge', atMs: 1, thing: { kind: 'unknown', looksLike: 'nothing-known' } });
    await agent.comeBack();
    open();
    await sent;
    await vi.waitFor(() => expect(quantities()).toEqual(['1001×1000']));
  });

  it('does nothing on a page that another page has taken over from', async () => {
    isLeading = false;
    await desk.send('4870000000012', 'wedge');
    await sale.change((draft) => draft);
    expect(sale.phase$.value).toEqual({ kind: 'empty' });
  });

  it('waits while a sale is in doubt, and then starts the next one', async () => {
    await desk.send('4870000000012', 'wedge');
    await desk.send('2900770100017', 'wedge');
    await firstValueFrom(sale.phase$.pipe(filter(() => view()?.customer !== undefined)));
    await sale.redeem(50);
    await agent.goAway();
    await agent.comeBack();
    await sale.resync();
    const doubtful = view()?.saleId;
    await desk.send('4870000000029', 'wedge');
    expect(notices.notice$.value).toEqual({ kind: 'scans-wait', count: 1 });
    expect(quantities()).toEqual(['1001×1000']);
    await sale.commit(() => 'R-1');
    await vi.waitFor(() => expect(quantities()).toEqual(['1002×1000']));
    expect(view()?.saleId).not.toBe(doubtful);
  });

  it('waits too where it came in before the page had heard of the doubt', async () => {
    await desk.send('4870000000012', 'wedge');
    await desk.send('2900770100017', 'wedge');
    await firstValueFrom(sale.phase$.pipe(filter(() => view()?.customer !== undefined)));
    await sale.redeem(50);
    await agent.goAway();
    await agent.comeBack();
    const resync = sale.resync();
    desk.take(agent.scan('4870000000029'));
    await resync;
    await vi.waitFor(() => expect(notices.notice$.value).toEqual({ kind: 'scans-wait', count: 1 }));
    expect(view()).toMatchObject({ state: 'in-doubt', basket: { lines: [{ sku: '1001' }] } });
    await sale.cancel();
    await vi.waitFor(() => expect(quantities()).toEqual(['1002×1000']));
  });

  it('that the agent refuses is told, and the next one goes on', async () => {
    agent.spoil({ matches: /scans/, how: { problem: 'not-ready' } });
    await desk.send('4870000000012', 'wedge');
    expect(notices.notice$.value).toMatchObject({ kind: 'failure', failure: { problem: { code: 'not-ready' } } });
    await desk.send('4870000000029', 'wedge');
    await vi.waitFor(() => expect(quantities()).toEqual(['1002×1000']));
  });
});
