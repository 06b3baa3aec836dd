import { expect, it } from 'vitest';
import type { OperationResolved } from '../../../agent/domain/operations/desk-operations.ts';
import type { SaleCommitted, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { findImbalances, inspect, postingsOf } from '../kit/audit.ts';
import { testJournal, type TestJournal } from '../kit/test-journal.ts';
import { compileTestBundle, testReturn, testSale } from '../kit/test-sale.ts';
import { anna, boris, testBundle, testTime } from '../kit/test-shop.ts';
import { useCentral } from '../kit/use-central.ts';

const at = useCentral();
const stranger = (accountId: string) => ({ ...anna, accountId, openingPoints: 0 });

const push = async (journal: TestJournal, operation: StoredOperation): Promise<string> => {
  const { body } = await at.till.push(journal, [operation]);
  const [verdict] = body.verdicts;
  return verdict?.reason === undefined ? String(verdict?.verdict) : `${verdict.verdict} ${verdict.reason}`;
};

/** A sale of an account that the centre does not know, in a journal of its own. */
const parkedSale = async (accountId: string): Promise<{ journal: TestJournal; sale: SaleCommitted; operation: StoredOperation }> => {
  const journal = testJournal();
  const sale = testSale(at.central.compiled, { customer: stranger(accountId) });
  const operation = journal.append('sale-committed', sale);
  expect(await push(journal, operation)).toBe('parked account-unknown');
  return { journal, sale, operation };
};

const repairOf = (journal: TestJournal, { seq, opId }: StoredOperation, changes: Partial<OperationResolved> & Pick<OperationResolved, 'repair'>): StoredOperation =>
  journal.append('operation-resolved', { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, journalId: journal.journalId, seq, opId, reason: 'the manager says so', effects: [], ...changes } satisfies OperationResolved);

const relinkTo = (accountId: string, { saleId, result, effects, time }: SaleCommitted) =>
  ({ repair: 'relink' as const, accountId, saleId, soldOn: time.localDate, effects, ...(result.accruals === undefined ? {} : { accruals: result.accruals }) });

const settledOf = async (asked: string): Promise<FeedAnswer['settled']> => {
  const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
  return (await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&parked=${asked}`)).body.settled;
};
const pointsOf = async (accountId: string) => (await at.central.availablePoints(at.till, accountId)) ?? 0;
it('a sale is booked on the account that it is relinked to, once, and the feed tells of it', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-1');
  const before = await pointsOf(boris.accountId);
  expect(await settledOf(`${operation.opId}~account-unknown`)).toBeUndefined();
  const repair = repairOf(journal, operation, relinkTo(boris.accountId, sale));
  expect(await push(journal, repair)).toBe('applied');
  expect(await push(journal, repair)).toBe('duplicate');
  expect(await pointsOf(boris.accountId)).toBe(before + sale.result.pointsEarned);
  expect(await settledOf(`${operation.opId}~account-unknown`)).toEqual([{ opId: operation.opId, verdict: 'applied' }]);
  expect((await at.central.report()).findings.defect).toBe(0);
});

it('a return of a relinked sale takes its points from the account that has them', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-2');
  await push(journal, repairOf(journal, operation, relinkTo(boris.accountId, sale)));
  const before = await pointsOf(boris.accountId);
  const returned = testReturn({ ...sale, accountId: boris.accountId });
  expect(await push(journal, journal.append('return-committed', returned))).toBe('applied');
  expect(await pointsOf(boris.accountId)).toBe(before - sale.result.pointsEarned);
});

it('a return that was parked with its sale is booked once it is sent again after the relink', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-3');
  const returned = journal.append('return-committed', testReturn(sale));
  expect(await push(journal, returned)).toBe('parked account-unknown');
  await push(journal, repairOf(journal, operation, relinkTo(boris.accountId, sale)));
  const before = await pointsOf(boris.accountId);
  const again = repairOf(journal, returned, { repair: 'send-again', saleId: sale.saleId });
  expect(await push(journal, again)).toBe('applied');
  expect(await pointsOf(boris.accountId)).toBe(before - sale.result.pointsEarned);
});

it('the second repair of an operation loses with a reason, whichever it is', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-4');
  const before = await pointsOf(boris.accountId);
  expect(await push(journal, repairOf(journal, operation, { repair: 'void', saleId: sale.saleId }))).toBe('applied');
  const late = repairOf(journal, operation, relinkTo(boris.accountId, sale));
  expect(await push(journal, late)).toBe('parked settled-already');
  expect(await pointsOf(boris.accountId)).toBe(before);
  // and is closed by accepting that
  expect(await push(journal, repairOf(journal, late, { repair: 'accept' }))).toBe('applied');
  expect(await settledOf(`${late.opId}~settled-already`)).toEqual([{ opId: late.opId, verdict: 'applied' }]);
});

it('a return of a voided sale is taken and moves no points', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-5');
  await push(journal, repairOf(journal, operation, { repair: 'void', saleId: sale.saleId }));
  const { accountId: _nobody, ...anonymous } = sale;
  expect(await push(journal, journal.append('return-committed', { ...testReturn(anonymous), effects: [] }))).toBe('applied');
});

it('a sale whose programme came later is judged by it when it is sent again, and not booked twice', async () => {
  const bundle = testBundle({ serial: 7 });
  const later = compileTestBundle(bundle);
  const journal = testJournal();
  const sale = testSale(later, { customer: boris, availablePoints: await pointsOf(boris.accountId) });
  const operation = journal.append('sale-committed', sale);
  expect(await push(journal, operation)).toBe('parked bundle-unknown');
  const booked = await pointsOf(boris.accountId);
  // it is not here yet: the repair is taken, and the sale stays where it was
  expect(await push(journal, repairOf(journal, operation, { repair: 'send-again', accountId: boris.accountId, saleId: sale.saleId }))).toBe('applied');
  expect(await settledOf(`${operation.opId}~bundle-unknown`)).toBeUndefined();
  expect(await at.central.admin('bundles', JSON.stringify(bundle))).toMatchObject({ status: 201 });
  expect(await push(journal, repairOf(journal, operation, { repair: 'send-again', accountId: boris.accountId, saleId: sale.saleId }))).toBe('applied');
  expect(await settledOf(`${operation.opId}~bundle-unknown`)).toEqual([{ opId: operation.opId, verdict: 'applied' }]);
  expect(await pointsOf(boris.accountId)).toBe(booked);
});

it('a return that waits for its sale can be voided, and the sale then finds nothing that waits', async () => {
  const sale = testSale(at.central.compiled, { customer: boris, availablePoints: await pointsOf(boris.accountId) });
  const journal = testJournal();
  const returned = journal.append('return-committed', testReturn(sale));
  expect(await push(journal, returned)).toBe('waiting sale-unknown');
  expect(await push(journal, repairOf(journal, returned, { repair: 'void', saleId: sale.saleId, accountId: boris.accountId }))).toBe('applied');
  const before = await pointsOf(boris.accountId);
  const sales = testJournal();
  expect(await push(sales, sales.append('sale-committed', sale))).toBe('applied');
  expect(await pointsOf(boris.accountId)).toBe(before + sale.result.pointsEarned);
});

it('the same the other way round: the return is booked with its sale, and the repair comes too late', async () => {
  const sale = testSale(at.central.compiled, { customer: boris, availablePoints: await pointsOf(boris.accountId) });
  const journal = testJournal();
  const returned = journal.append('return-committed', testReturn(sale));
  await push(journal, returned);
  const sales = testJournal();
  await push(sales, sales.append('sale-committed', sale));
  expect(await push(journal, repairOf(journal, returned, { repair: 'void', saleId: sale.saleId }))).toBe('parked settled-already');
});

it('a return that exceeded its sale takes nothing of it, accepted or not', async () => {
  const sale = testSale(at.central.compiled, { customer: boris, availablePoints: await pointsOf(boris.accountId) });
  const journal = testJournal();
  journal.append('sale-committed', sale);
  await at.till.push(journal);
  const first = testReturn(sale, [], { 1: 1_000 });
  expect(await push(journal, journal.append('return-committed', first))).toBe('applied');
  const tooMuch = journal.append('return-committed', testReturn(sale, [], { 1: 2_000 }));
  expect(await push(journal, tooMuch)).toBe('parked return-exceeds-sale');
  expect(await push(journal, repairOf(journal, tooMuch, { repair: 'accept', saleId: sale.saleId }))).toBe('applied');
  expect(await push(journal, journal.append('return-committed', testReturn(sale, [first.result], { 1: 1_000 })))).toBe('applied');
});

it('operation and repair in one batch, as after a restored centre, come to the same', async () => {
  const journal = testJournal();
  const sale = testSale(at.central.compiled, { customer: stranger('account-nobody-6') });
  const operation = journal.append('sale-committed', sale);
  repairOf(journal, operation, relinkTo(boris.accountId, sale));
  const before = await pointsOf(boris.accountId);
  const { body } = await at.till.push(journal);
  expect(body.verdicts).toMatchObject([{ verdict: 'applied' }, { verdict: 'applied' }]);
  expect(await pointsOf(boris.accountId)).toBe(before + sale.result.pointsEarned);
});

it.each([
  ['a repair that is not safe', { repair: 'accept' as const }, 'parked repair-unsafe'],
  ['a repair of an operation that the centre has not', { repair: 'void' as const, opId: 'of-nobody' }, 'parked operation-unknown'],
  ['a repair that names another place than the operation has', { repair: 'void' as const, seq: 9 }, 'parked operation-unknown'],
  ['a relink to an account that the centre has not', { repair: 'relink' as const, accountId: 'account-nobody-8' }, 'parked account-unknown'],
  ['a repair of another till', { repair: 'void' as const, tillId: 'till-9' }, 'parked defect'],
])('%s changes nothing and says why', async (_what, changes, verdict) => {
  const { journal, operation } = await parkedSale('account-nobody-7');
  expect(await push(journal, repairOf(journal, operation, changes))).toBe(verdict);
  expect(await settledOf(`${operation.opId}~account-unknown`)).toBeUndefined();
});

it('books balance after all of that, and a relinked sale is booked under its repair', async () => {
  const { journal, sale, operation } = await parkedSale('account-nobody-9');
  const repair = repairOf(journal, operation, relinkTo(boris.accountId, sale));
  await push(journal, repair);
  await at.central.stop();
  await inspect(at.central.home, async (db) => {
    expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
    expect(await postingsOf(db, operation.opId)).toEqual({});
    expect(await postingsOf(db, repair.opId)).toEqual(Object.fromEntries(sale.effects.map(({ bucket, points }) => [bucket, points])));
    expect(await db.query('SELECT verdict, resolution, resolved_by FROM operation WHERE op_id = $1', [operation.opId])).toEqual([{ verdict: 'applied', resolution: 'relink', resolved_by: repair.opId }]);
  });
});
