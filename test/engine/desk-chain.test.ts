/** Repairs, and the comparison of a shift, between a real journal and a real centre. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testReturn, testSale } from '../central/kit/test-sale.ts';
import { anna, boris, testTime } from '../central/kit/test-shop.ts';
import { now, startRealTill, type RealTill } from './real-till.ts';
import { until } from './until.ts';
import { figuresOf } from '../../agent/usecases/desk/figures.ts';
import type { OperationResolved } from '../../agent/domain/operations/desk-operations.ts';

let central: TestCentral;
let till: RealTill;

beforeAll(async () => {
  central = await startTestCentral();
  till = await startRealTill(central);
});
afterAll(async () => {
  await till.close();
  await central.close();
});

const compared = async () => {
  const { journalId } = till.store.journal;
  const answer = await till.engine.reconcile({ journalId, fromSeq: 1, toSeq: till.store.journal.head().seq });
  if (answer === undefined) throw new Error('the centre could not be asked');
  return answer;
};

it('a sale of nobody is parked, relinked while the centre is away, and settled once it is back', async () => {
  const sale = testSale(central.compiled, { customer: { ...anna, accountId: 'account-nobody', openingPoints: 0 } });
  till.sell(sale);
  const { seq } = till.store.journal.head();
  await until(() => till.store.outbox.delivery(seq)?.reason === 'account-unknown', 'the verdict');
  await till.proxy.set('refuse');
  const { opId } = till.store.journal.operation(seq)!;
  const payload: OperationResolved = {
    programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, journalId: till.store.journal.journalId, seq, opId, repair: 'relink', reason: 'the neighbour\'s card',
    accountId: boris.accountId, saleId: sale.saleId, soldOn: sale.time.localDate, effects: sale.effects,
  };
  till.store.journal.append([{ opId: randomUUID(), kind: 'operation-resolved', schema: 1, payload }], now, {});
  await till.proxy.set('pass');
  await until(() => till.store.outbox.unsettled(10).length === 0, 'the revised verdict');
  await till.drained();
  expect(till.pointsOf(boris.accountId)).toBe(sale.result.pointsEarned);
  expect(till.problems).toEqual([]);
});

it('figures of both sides are the same, and the one difference is the relinked sale, explained', async () => {
  const sale = testSale(central.compiled, { customer: anna });
  till.sell(sale);
  till.store.journal.append([{ opId: randomUUID(), kind: 'return-committed', schema: 1, payload: testReturn(sale) }], now, {});
  till.sell(testSale(central.compiled, {}));
  await till.drained();
  const { last, figures, differences, unsettled } = await compared();
  const { seq, hash } = till.store.journal.head();
  expect(last).toEqual({ seq, hash });
  const { operations, sales, returns, buckets } = figuresOf(till.store.reader.span(1, seq));
  expect(figures).toEqual({ operations, sales, returns, buckets });
  expect(figures.sales.count).toBe(3);
  expect(new Set(differences.map(({ explained }) => explained))).toEqual(new Set(['resolved: relink']));
  expect(unsettled).toEqual([]);
});

it('a piece of a journal that is another till\'s, or none, is refused, and an operation that is not sent is lacking', async () => {
  const other = await central.enrolTill('till-2');
  const { journalId } = till.store.journal;
  expect(await other.get(`/till/v1/reconciliation?journalId=${journalId}&fromSeq=1&toSeq=2`)).toMatchObject({ status: 403, body: { code: 'journal-of-another-till' } });
  for (const query of ['fromSeq=2&toSeq=1', 'fromSeq=0&toSeq=1', 'fromSeq=1&toSeq=99999', 'fromSeq=1']) {
    expect(await other.get(`/till/v1/reconciliation?journalId=j&${query}`)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  }
  expect(await other.get('/till/v1/reconciliation?journalId=unheard-of&fromSeq=1&toSeq=9')).toMatchObject({ status: 200, body: { last: { seq: 0 }, figures: { operations: 0 } } });
});

it('in a drill nothing is asked, what is sold waits, and a real outage is told apart', async () => {
  const real: string[] = [];
  const watching = till.engine.realReach$.subscribe((reach) => void real.push(reach === undefined ? 'none' : reach.reach === 'ok' ? 'ok' : reach.trouble));
  till.engine.beginDrill();
  await until(() => till.engine.contact().breaker === 'open', 'the drill');
  expect(till.engine.contact()).toMatchObject({ reach: 'unreachable', trouble: 'drill' });
  till.sell(testSale(central.compiled, { customer: boris }));
  const { seq } = till.store.journal.head();
  await until(() => real.includes('ok'), 'the probe of a drill');
  expect(till.store.outbox.position().seq).toBeLessThan(seq);
  expect(await till.engine.authority.hold({ holdId: 'h', saleId: 's', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 1, holdSeconds: 600 }, 20_000)).toEqual({ outcome: 'unavailable', ambiguous: false });
  expect(await till.engine.reconcile({ journalId: till.store.journal.journalId, fromSeq: 1, toSeq: seq })).toBeUndefined();
  await till.proxy.set('refuse');
  await until(() => real.includes('service-down'), 'the real outage');
  expect(till.engine.contact().trouble).toBe('drill');
  await till.proxy.set('pass');
  till.engine.endDrill();
  await till.drained();
  expect(till.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed' });
  expect(real.at(-1)).toBe('none');
  watching.unsubscribe();
});
