import { filter, firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { problemCode } from '../../ui/client/api-failure.ts';
import { randomId } from '../../ui/client/random-id.ts';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createTillClient } from '../../ui/client/till-client.ts';
import { addGood, removeLine, setCustomer, type PickedGood } from '../../ui/state/draft.ts';
import { createSaleStore, type SaleFailure, type SaleStore } from '../../ui/state/sale-store.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

const bread: PickedGood = { sku: '1001', unit: 'piece', quantityMilli: 1000, unitPriceMinor: 19_000 };
const milk: PickedGood = { sku: '1002', unit: 'piece', quantityMilli: 1000, unitPriceMinor: 61_500 };
const card = { code: '2900770100017', identifiedBy: 'scan' } as const;

let agent: FakeAgent;
let store: SaleStore;
/** Opened by a test that has taken the agent away */
let up: Promise<void>;

function newStore(): SaleStore {
  return createSaleStore({ client: createTillClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init))), newId: randomId, whenUp: () => up });
}
function view(): SaleView {
  const phase = store.phase$.value;
  if (phase.kind !== 'open' && phase.kind !== 'done') throw new Error(`there is no sale, the phase is ${phase.kind}`);
  return phase.view;
}
const shown = () => view().basket.lines.map((line) => `${line.sku}×${line.quantityMilli / 1000}`);
const code = (failure: SaleFailure | undefined) => (failure === undefined || failure.kind === 'in-doubt' ? undefined : problemCode(failure));

beforeEach(async () => {
  agent = await startFakeAgent();
  up = Promise.resolve();
  store = newStore();
  await store.resync();
});
afterEach(() => agent.close());

describe('the sale of the page', () => {
  it('is empty where the agent knows of no open sale', () => expect(store.phase$.value).toEqual({ kind: 'empty' }));

  it('opens with the first change, and shows what the agent answered', async () => {
    expect(await store.change(addGood(bread))).toBeUndefined();
    expect(await store.change(addGood(milk))).toBeUndefined();
    expect(await store.change(setCustomer(card))).toBeUndefined();
    expect(shown()).toEqual(['1001×1', '1002×1']);
    expect(view()).toEqual(agent.sales.get(view().saleId));
    expect(view().revision).toBe(3);
    expect(view().customer).toMatchObject({ status: 'known', givenName: 'Айдар' });
  });

  it('is priced anew as it is, which leaves nothing to take back; where none is open nothing happens', async () => {
    await store.reprice();
    expect(agent.sales.size).toBe(0);
    await store.change(addGood(bread));
    const { saleId, revision } = view();
    expect(await store.reprice()).toBeUndefined();
    expect([view().saleId, view().revision, shown()]).toEqual([saleId, revision + 1, ['1001×1']]);
    await store.undo();
    expect(shown()).toEqual([]);
  });

  it('keeps the order of changes that come faster than answers', async () => {
    await Promise.all([store.change(addGood(bread)), store.change(addGood(milk)), store.change(addGood(bread)), store.change(removeLine('2'))]);
    expect(shown()).toEqual(['1001×2']);
    expect(agent.sales.size).toBe(1);
  });

  it('makes a change again on the revision of another client', async () => {
    await store.change(addGood(bread));
    agent.revise(view().saleId, [...view().basket.lines, { lineId: '2', sku: '1005', quantityMilli: 1000, unitPriceMinor: 389_000 }]);
    await store.change(addGood(bread));
    expect(shown()).toEqual(['1001×2', '1005×1']);
  });

  it('does not come back once its end was told by the event and put away, when the answer to the commit comes late', async () => {
    const client = createTillClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init)));
    const asked = Promise.withResolvers<undefined>();
    const late = Promise.withResolvers<undefined>();
    async function commitLate(...call: Parameters<typeof client.commit>): Promise<SaleView> {
      asked.resolve(undefined);
      await late.promise;
      return client.commit(...call);
    }
    const slow = createSaleStore({ client: { ...client, commit: commitLate }, newId: randomId, whenUp: () => up });
    await slow.resync();
    await slow.change(addGood(bread));
    const open = slow.phase$.value;
    if (open.kind !== 'open') throw new Error('the sale is not open');
    const committed = slow.commit(() => 'R-1');
    await asked.promise;
    slow.observe({ ...open.view, state: 'committed' });
    slow.clear();
    late.resolve(undefined);
    expect(await committed).toBeUndefined();
    expect(slow.phase$.value).toEqual({ kind: 'empty' });
  });

  it('starts a new sale with a change to one that somebody else has finished', async () => {
    await store.change(addGood(bread));
    const first = view().saleId;
    const other = newStore();
    await other.resync();
    await other.commit(() => 'R-1');
    expect(view().state).toBe('priced');
    await store.change(addGood(milk));
    expect(view().saleId).not.toBe(first);
    expect(shown()).toEqual(['1002×1']);
  });

  it('finds the open sale again after the page was loaded anew', async () => {
    await store.change(addGood(bread));
    store = newStore();
    expect(store.phase$.value).toEqual({ kind: 'loading' });
    await store.resync();
    expect(shown()).toEqual(['1001×1']);
  });

  it('is not said to be empty where the agent does not tell, until it does', async () => {
    await store.change(addGood(bread));
    store = newStore();
    agent.spoil({ matches: /^GET/, how: { problem: 'right-missing' } });
    await store.resync();
    expect(store.phase$.value).toMatchObject({ kind: 'loading', refusal: { kind: 'problem', problem: { code: 'right-missing' } } });
    await store.resync();
    expect(shown()).toEqual(['1001×1']);
  });

  it('is joined by a change that comes before the page has looked for it', async () => {
    await store.change(addGood(bread));
    store = newStore();
    expect(await store.change(addGood(milk))).toBeUndefined();
    expect(shown()).toEqual(['1001×1', '1002×1']);
    expect(agent.sales.size).toBe(1);
  });

  it('is the one that was touched last, and before it one that is in doubt', async () => {
    await store.change(addGood(bread));
    const known = agent.sales as Map<string, SaleView>;
    const at = (instantMs: number) => ({ ...view().inputs, time: { ...view().inputs.time, instantMs } });
    const { saleId } = view();
    known.set(saleId, { ...view(), state: 'held', inputs: at(1000) });
    known.set('newer', { ...view(), saleId: 'newer', inputs: at(2000) });
    await store.reload();
    expect(view().saleId).toBe('newer');
    known.set(saleId, { ...view(), saleId, state: 'in-doubt', inputs: at(1000) });
    await store.reload();
    expect(view().saleId).toBe(saleId);
  });

  it('waits for an agent that is away, says so, and makes the change once', async () => {
    await store.change(addGood(bread));
    let open = () => {};
    up = new Promise((resolve) => (open = resolve));
    await agent.goAway();
    const change = store.change(addGood(bread));
    await firstValueFrom(store.isWaiting$.pipe(filter(Boolean)));
    expect(shown()).toEqual(['1001×1']);
    await agent.comeBack();
    open();
    expect(await change).toBeUndefined();
    expect(store.isWaiting$.value).toBe(false);
    expect(shown()).toEqual(['1001×2']);
  });

  it('prices a sale again whose revisions the agent has lost', async () => {
    await store.change(addGood(bread));
    const { saleId } = view();
    (agent.sales as Map<string, SaleView>).clear();
    await store.resync();
    expect(view().saleId).toBe(saleId);
    expect(agent.sales.get(saleId)?.basket.lines).toHaveLength(1);
  });

  describe('whose last revisions the agent has lost', () => {
    let lost: SaleView;
    const loseTo = (sale: SaleView) => (agent.sales as Map<string, SaleView>).set(sale.saleId, sale);

    beforeEach(async () => {
      await store.change(addGood(bread));
      lost = view();
      await store.change(addGood(milk));
      await store.change(addGood(milk));
      loseTo(lost);
    });

    it('is priced again from what the page shows, and goes on', async () => {
      const phases: string[] = [];
      const subscription = store.phase$.subscribe((phase) => phases.push(phase.kind));
      expect(await store.resync()).toBeUndefined();
      expect(shown()).toEqual(['1001×1', '1002×2']);
      expect(view()).toEqual(agent.sales.get(lost.saleId));
      expect(await store.change(addGood(bread))).toBeUndefined();
      expect(shown()).toEqual(['1001×2', '1002×2']);
      expect(agent.sales.size).toBe(1);
      expect(new Set(phases)).toEqual(new Set(['open']));
      subscription.unsubscribe();
    });

    it('takes a change that comes before anybody has noticed', async () => {
      expect(await store.change(addGood(bread))).toBeUndefined();
      expect(shown()).toEqual(['1001×2', '1002×2']);
    });

    it.each(['some', 'all'])('stays in view while the agent is not ready to price it (%s lost), and is cancelled or priced later', async (extent) => {
      if (extent === 'all') (agent.sales as Map<string, SaleView>).clear();
      agent.spoil({ matches: /^PUT/, how: { problem: 'not-ready' } });
      expect(code(await store.resync())).toBe('not-ready');
      expect(shown()).toEqual(['1001×1', '1002×2']);
      expect(code(await store.cancel())).toBe(extent === 'all' ? 'sale-unknown' : 'sale-revised');
      expect(shown()).toEqual(['1001×1', '1002×2']);
      expect(await store.cancel()).toBeUndefined();
      expect(store.phase$.value).toEqual({ kind: 'empty' });
    });

    it('is finished by its receipt all the same', async () => {
      expect(await store.commit(() => 'R-1')).toBeUndefined();
      expect(store.phase$.value.kind).toBe('done');
    });

    it('is in doubt where the agent says so: it is not priced again', async () => {
      loseTo({ ...lost, state: 'in-doubt' });
      await store.resync();
      expect(view()).toMatchObject({ state: 'in-doubt', revision: lost.revision });
    });

    it('is gone where it was cancelled meanwhile', async () => {
      loseTo({ ...lost, state: 'cancelled' });
      await store.resync();
      expect(store.phase$.value).toEqual({ kind: 'empty' });
      expect(agent.calls.at(-1)).toMatch(/^GET/);
    });
  });

  it('answers a refusal and stays as it was', async () => {
    await store.change(addGood(bread));
    agent.spoil({ matches: /^PUT/, how: { problem: 'too-many-lines' } });
    expect(code(await store.change(addGood(milk)))).toBe('too-many-lines');
    agent.spoil({ matches: /^PUT/, how: 'garbage' });
    expect(await store.change(addGood(milk))).toEqual({ kind: 'garbage', status: 200 });
    expect(shown()).toEqual(['1001×1']);
  });

  it('takes older news for what it is', async () => {
    await store.change(addGood(bread));
    const old = view();
    await store.change(addGood(bread));
    store.observe(old);
    expect(shown()).toEqual(['1001×2']);
    store.observe({ ...old, saleId: 'another', revision: 99 });
    expect(view().saleId).toBe(old.saleId);
  });
});

describe('points', () => {
  beforeEach(async () => {
    await store.change(addGood(milk));
    await store.change(setCustomer(card));
  });

  it('are set aside and dropped', async () => {
    expect(await store.redeem(100)).toBeUndefined();
    expect(view()).toMatchObject({ state: 'held', redemption: { points: 100 } });
    expect(await store.dropRedemption()).toBeUndefined();
    expect(view().state).toBe('priced');
    expect(view().redemption).toBeUndefined();
  });

  it('are not set aside while the centre is out of reach, and the sale goes on', async () => {
    agent.setStatus({ mode: 'offline', modeReason: 'centre-unreachable' });
    expect(code(await store.redeem(100))).toBe('redemption-offline');
    expect(await store.change(addGood(bread))).toBeUndefined();
  });

  it('are not set aside on a revision that the cashier has not seen: it is shown first', async () => {
    agent.revise(view().saleId, [{ lineId: '1', sku: '1001', quantityMilli: 1000, unitPriceMinor: 19_000 }]);
    expect(code(await store.redeem(100))).toBe('sale-revised');
    expect(shown()).toEqual(['1001×1']);
  });
});

describe('the end of a sale', () => {
  beforeEach(async () => {
    await store.change(addGood(bread));
    await store.change(setCustomer(card));
  });

  it('names its receipt and cannot be taken back', async () => {
    expect(await store.commit(() => 'R-7')).toBeUndefined();
    expect(store.phase$.value.kind).toBe('done');
    expect(store.receipt$.value).toEqual({ saleId: view().saleId, number: 'R-7' });
    expect(store.canUndo$.value).toBe(false);
  });

  it('is sent again as it was where the answer was lost, and is one sale', async () => {
    const bodies: unknown[] = [];
    const client = createTillClient(createJsonCaller((path, init) => {
      if (path.endsWith('/commit')) bodies.push(init.body);
      return fetch(`${agent.url}/${path}`, init);
    }));
    store = createSaleStore({ client, newId: randomId, whenUp: () => up });
    await store.resync();
    let numbers = 0;
    agent.spoil({ matches: /^POST .*commit/, how: 'vanish' });
    expect(await store.commit(() => `R-${(numbers += 1)}`)).toBeUndefined();
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toEqual(bodies[1]);
    expect([...agent.sales.values()].filter((sale) => sale.state === 'committed')).toHaveLength(1);
  });

  it('makes room for a new sale with the next change', async () => {
    await store.commit(() => 'R-7');
    const finished = view().saleId;
    await store.change(addGood(milk));
    expect(view().saleId).not.toBe(finished);
    expect(view().customer).toBeUndefined();
  });

  it('tells all of the sale, as it was printed', async () => {
    await store.redeem(50);
    let body: unknown;
    const client = createTillClient(createJsonCaller((path, init) => {
      if (path.endsWith('/commit')) body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      return fetch(`${agent.url}/${path}`, init);
    }));
    store = createSaleStore({ client, newId: randomId, whenUp: () => up });
    await store.resync();
    await store.commit(() => 'R-7');
    const { revision, basket, priced } = view();
    expect(priced.payableMinor).toBeLessThan(priced.netMinor);
    expect(body).toEqual({ revision, receipt: { number: 'R-7', payableMinor: priced.payableMinor }, lines: basket.lines, customer: card });
  });

  it('by cancelling can be taken back: a new sale with the same goods and card', async () => {
    const { saleId } = view();
    await store.cancel();
    expect(store.phase$.value).toEqual({ kind: 'empty' });
    await store.undo();
    expect(view().saleId).not.toBe(saleId);
    expect(shown()).toEqual(['1001×1']);
    expect(view().customer).toMatchObject({ status: 'known', givenName: 'Айдар' });
  });

  it('after a restart waits for the cashier: in doubt until committed or cancelled', async () => {
    await store.redeem(50);
    await agent.goAway();
    await agent.comeBack();
    await store.resync();
    expect(view().state).toBe('in-doubt');
    expect(await store.change(addGood(milk))).toEqual({ kind: 'in-doubt' });
    expect(shown()).toEqual(['1001×1']);
    await store.commit(() => 'R-8');
    expect(view().state).toBe('committed');
  });
});

describe('taking back', () => {
  it('goes step by step', async () => {
    await store.change(addGood(bread));
    await store.change(addGood(milk));
    await store.change(removeLine('1'));
    expect(shown()).toEqual(['1002×1']);
    await store.undo();
    expect(shown()).toEqual(['1001×1', '1002×1']);
    await store.undo();
    expect(shown()).toEqual(['1001×1']);
    await store.undo();
    expect(shown()).toEqual([]);
    expect(store.canUndo$.value).toBe(false);
  });

  it('never reaches into the sale before', async () => {
    await store.change(addGood(bread));
    await store.cancel();
    await store.change(addGood(milk));
    await store.undo();
    expect(store.canUndo$.value).toBe(false);
  });

  it.each(['cancelled', 'committed'] as const)('is forgotten when another client has %s the sale', async (state) => {
    await store.change(addGood(bread));
    store.observe({ ...view(), state });
    expect(store.canUndo$.value).toBe(false);
  });

  it.each(['cancel', 'commit'] as const)('opens no new sale with an old line where nobody has heard yet of the %s by another client', async (end) => {
    await store.change(addGood(bread));
    await store.change(removeLine('1'));
    const other = newStore();
    await other.resync();
    await (end === 'cancel' ? other.cancel() : other.commit(() => 'R-1'));
    expect(await store.undo()).toBeUndefined();
    expect(store.phase$.value.kind).toBe(end === 'cancel' ? 'empty' : 'done');
    expect(agent.sales.size).toBe(1);
    expect(store.canUndo$.value).toBe(false);
  });

  it('is forgotten by a page that takes over from another', async () => {
    await store.change(addGood(bread));
    await store.reload();
    expect(store.canUndo$.value).toBe(false);
    expect(shown()).toEqual(['1001×1']);
  });
});
