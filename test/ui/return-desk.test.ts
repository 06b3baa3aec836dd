import { BehaviorSubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnRequest, ReturnView } from '../../agent/contract/sale.ts';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createReturnsClient } from '../../ui/client/returns-client.ts';
import { keptReturn, type KeptStorage } from '../../ui/screens/returns/kept-return.ts';
import { createReturnDesk, type ReturnDesk } from '../../ui/screens/returns/return-desk.ts';
import { createApprovals } from '../../ui/state/approvals.ts';
import type { SalePhase } from '../../ui/state/sale-phase.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

let agent: FakeAgent;
let desk: ReturnDesk;
let kept: Map<string, string>;
let quotes: ReturnRequest[];
let revision: number;

const storage: KeptStorage = {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, value),
  removeItem: (name) => void kept.delete(name),
};
const sold = { receiptNumber: 'R-1', soldAtMs: 1, lines: [{ lineId: '1', sku: '1001', quantityMilli: 2000, paidMinor: 200, pointsSpent: 0, returnedMilli: 1000 }, { lineId: '2', sku: '1003', quantityMilli: 354, paidMinor: 90, pointsSpent: 0, returnedMilli: 0 }] };
/** Half of a tenge for a thousandth */
function viewOf(lines: ReturnRequest['lines'] = [{ lineId: '1', quantityMilli: 1000 }, { lineId: '2', quantityMilli: 354 }], state: ReturnView['state'] = 'quoted'): ReturnView {
  const quoted = lines.map((line) => ({ ...line, refundMinor: line.quantityMilli / 2, pointsGivenBack: 0, pointsTakenBack: 0 }));
  return { returnId: 'ret', revision, state, saleId: 's-1', quoted: { saleId: 's-1', lines: quoted, refundMinor: quoted.reduce((sum, line) => sum + line.refundMinor, 0), pointsGivenBack: 0, pointsTakenBack: 0 }, sold };
}
function newDesk(): ReturnDesk {
  const client = createReturnsClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init)));
  const sale = { phase$: new BehaviorSubject<SalePhase>({ kind: 'empty' }), observe: () => undefined };
  return createReturnDesk({ client, approvals: createApprovals(), sale, storage, newId: () => 'ret', whenUp: () => Promise.resolve() });
}
const open = () => (desk.phase$.value.kind === 'open' ? desk.phase$.value : undefined);

beforeEach(async () => {
  agent = await startFakeAgent();
  kept = new Map();
  quotes = [];
  revision = 0;
  agent.answer(/^PUT \/v1\/returns\/ret$/, ({ body }) => {
    const request = body as ReturnRequest;
    quotes.push(request);
    revision = request.baseRevision + 1;
    return viewOf(request.lines);
  });
  desk = newDesk();
});
afterEach(() => agent.close());

describe('a return on the page', () => {
  it('begins with nothing chosen, and never chooses more than is left', async () => {
    await desk.open({ kind: 'receipt', receiptNumber: 'R-1' });
    expect(open()?.chosen.size).toBe(0);
    desk.choose('1', 5000);
    await expect.poll(() => open()?.view.quoted.refundMinor).toBe(500);
    expect(quotes.map(({ baseRevision, receiptNumber, lines }) => ({ baseRevision, receiptNumber, lines }))).toEqual([
      { baseRevision: 0, receiptNumber: 'R-1', lines: undefined }, { baseRevision: 1, receiptNumber: 'R-1', lines: [{ lineId: '1', quantityMilli: 1000 }] },
    ]);
  });

  it('asks once for many quick steps, for what is chosen at the end', async () => {
    await desk.open({ kind: 'code', code: 'LR1.x' });
    for (const milli of [100, 200, 300]) desk.choose('2', milli);
    await expect.poll(() => open()?.view.quoted.refundMinor).toBe(150);
    expect(quotes.slice(1)).toEqual([{ baseRevision: 1, code: 'LR1.x', lines: [{ lineId: '2', quantityMilli: 300 }] }]);
  });

  it('asks nothing where all of it was quoted before', async () => {
    await desk.open({ kind: 'code', code: 'LR1.x' });
    desk.chooseAll();
    expect(open()).toMatchObject({ view: { quoted: { refundMinor: 677 } } });
    expect(quotes).toHaveLength(1);
  });

  it('is quoted once more where the answer was lost', async () => {
    await desk.open({ kind: 'sale', saleId: 's-1' });
    agent.spoil({ matches: /^PUT \/v1\/returns/, how: 'vanish' });
    desk.choose('2', 100);
    await expect.poll(() => open()?.view.quoted.refundMinor).toBe(50);
    expect(desk.failure$.value).toBeUndefined();
  });

  it('is quoted on the revision in force where the agent has lost the last one', async () => {
    await desk.open({ kind: 'sale', saleId: 's-1' });
    const bases: number[] = [];
    agent.answer(/^PUT \/v1\/returns\/ret$/, ({ body }) => {
      const { baseRevision, lines } = body as ReturnRequest;
      bases.push(baseRevision);
      return baseRevision === 0 ? viewOf(lines) : { status: 409, code: 'return-revised', detail: 'lost', title: 'lost', type: 'urn:x', revision: 0 };
    });
    desk.choose('2', 100);
    await expect.poll(() => bases).toEqual([1, 0]);
  });

  it('is finished once though the answer was lost, and is kept no more', async () => {
    await desk.open({ kind: 'sale', saleId: 's-1' });
    desk.choose('1', 1000);
    await expect.poll(() => revision).toBe(2);
    const numbers: unknown[] = [];
    agent.answer(/^POST \/v1\/returns\/ret\/commit$/, ({ body }) => {
      numbers.push(body);
      return viewOf(undefined, 'committed');
    });
    agent.spoil({ matches: /^POST .*commit$/, how: 'vanish' });
    await desk.commit('N-7');
    expect(desk.phase$.value).toMatchObject({ kind: 'done', receiptNumber: 'N-7' });
    expect(numbers).toEqual([{ revision: 2, receipt: { number: 'N-7' } }, { revision: 2, receipt: { number: 'N-7' } }]);
    expect(keptReturn(storage)).toBeUndefined();
  });

  it.each([['garbage', { kind: 'garbage', status: 200 }], [{ problem: 'return-needs-link' }, { kind: 'problem', problem: { code: 'return-needs-link' } }]] as const)('says what failed and stays where it is: %o', async (how, failure) => {
    agent.spoil({ matches: /^PUT \/v1\/returns/, how });
    await desk.open({ kind: 'code', code: 'LR1.x' });
    expect(desk.phase$.value).toEqual({ kind: 'idle' });
    expect(desk.failure$.value).toMatchObject(failure);
  });

  it('that was open before a reload is offered again with the number of its receipt; one that the agent has lost is forgotten', async () => {
    storage.setItem('till.return', JSON.stringify({ returnId: 'ret', source: { kind: 'sale', saleId: 's-1' }, receiptNumber: 'N-1' }));
    agent.answer(/^GET \/v1\/returns\/ret$/, () => viewOf());
    desk = newDesk();
    await desk.resume();
    expect(open()).toMatchObject({ wasOpen: { receiptNumber: 'N-1' }, source: { saleId: 's-1' } });
    expect(open()?.chosen.get('1')).toBe(1000);
    agent.answer(/^GET \/v1\/returns\/ret$/, () => 'return-unknown');
    desk = newDesk();
    await desk.resume();
    expect(desk.phase$.value).toEqual({ kind: 'idle' });
    expect(keptReturn(storage)).toBeUndefined();
  });

  it('that somebody wrote rubbish into is none', () => {
    for (const text of ['{', 'null', '[]', '{"returnId":1}']) {
      kept.set('till.return', text);
      expect(keptReturn(storage)).toBeUndefined();
    }
  });

  it('left by the cashier gives nothing back', async () => {
    await desk.open({ kind: 'sale', saleId: 's-1' });
    desk.leave();
    expect(desk.phase$.value).toEqual({ kind: 'idle' });
    expect(agent.calls.filter((call) => call.includes('commit'))).toEqual([]);
  });
});
