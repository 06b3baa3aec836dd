import { NEVER } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomId } from '../../ui/client/random-id.ts';
import { createPageLead } from '../../ui/state/page-lead.ts';
import { createSaleActions, type SaleActions } from '../../ui/state/sale-actions.ts';
import { createTill, type Till } from '../../ui/state/till.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';
import { fakeGoods } from './fake-shop.ts';

const [bread, milk] = fakeGoods;
let agent: FakeAgent;
let till: Till;
let actions: SaleActions;

beforeEach(async () => {
  agent = await startFakeAgent();
  till = createTill({
    fetch: (path, init) => fetch(`${agent.url}/${path}`, init),
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    address: { location: { hash: '' }, addEventListener: () => undefined },
    news$: NEVER,
    lead: createPageLead(undefined),
    newId: randomId,
    monotonicMs: () => 0,
    wallMs: () => 1_800_000_000_000,
  });
  actions = createSaleActions(till);
  await till.sale.resync();
  actions.add(bread!, 1000);
  await until('open');
});
afterEach(() => agent.close());

const until = (kind: 'open' | 'done' | 'empty') => vi.waitFor(() => expect(till.sale.phase$.value.kind).toBe(kind));
/** Until all that was asked for before has had its turn. */
const settled = () => till.sale.change((draft) => draft);
const states = () => [...agent.sales.values()].map((sale) => sale.state);

describe('keys that are quicker than the agent', () => {
  it('do not say that a sale was cancelled which had been finished', async () => {
    actions.finish();
    actions.cancel();
    await settled();
    expect(till.sale.phase$.value.kind).toBe('done');
    expect(till.notices.notice$.value).toBeUndefined();
  });

  it('do not say that a line was removed from it', async () => {
    const phase = till.sale.phase$.value;
    actions.finish();
    if (phase.kind === 'open') actions.remove(phase.view.basket.lines[0]!);
    await settled();
    expect(till.notices.notice$.value).toBeUndefined();
    expect(states()).toEqual(['committed']);
  });

  it('do not finish a sale while a scan is on its way into it', async () => {
    const scan = till.scans.send('4870000000029', 'wedge');
    actions.finish();
    expect(till.notices.notice$.value).toEqual({ kind: 'scan-unsent' });
    await scan;
    await settled();
    expect([...agent.sales.values()].map((sale) => [sale.state, sale.basket.lines.length])).toEqual([['priced', 2]]);
    actions.finish();
    await until('done');
  });

  it.each(['finish', 'cancel'] as const)('never %s the sale that came after the one that was seen', async (key) => {
    actions.finish();
    actions.add(milk!, 1000);
    actions[key]();
    await settled();
    expect(states()).toEqual(['committed', 'priced']);
  });
});
