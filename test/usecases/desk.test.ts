import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestTill, accountOf, cardNumber, manyMilks, noonMs, type TestTill } from './kit/test-till.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { customerNow } from '../../agent/usecases/customer-state.ts';
import { resolveOperation, type ResolveInput } from '../../agent/usecases/desk/resolve-operation.ts';
import { repairsOffered } from '../../agent/usecases/desk/repairs-of.ts';
import type { DeskTill } from '../../agent/usecases/desk/desk-till.ts';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';

const remembered = { client: 'token', key: 'k', requestHash: 'h', status: 200, answer: '{}', atMs: noonMs };

describe('repairs at the till', () => {
  let test: TestTill;
  let desk: DeskTill;
  let keys = 0;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2)]);
    desk = { till: test.till, reader: test.store.reader, outbox: test.store.outbox };
  });
  afterEach(() => test.close());

  /** A sale of the first customer, which the centre has taken so. */
  const sold = (state?: 'parked' | 'waiting' | 'quarantined', reason = 'account-unknown'): StoredOperation => {
    priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } });
    expect(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } })).toMatchObject({ ok: true });
    const { seq, hash } = test.store.outbox.head();
    const operation = test.store.journal.operation(seq)!;
    if (state !== undefined) test.store.outbox.settle({ epoch: 'e', seq, hash }, [{ seq, state, reason }]);
    return operation;
  };
  const resolve = (opId: string, changes: Partial<ResolveInput> & Pick<ResolveInput, 'repair'>) =>
    resolveOperation(desk, { opId, reason: 'so', ...changes }, () => ({ ...remembered, key: `k${(keys += 1)}` }));
  const pointsOf = (serial: number) => customerNow(test.till, cardNumber(serial))?.state.availablePoints;

  it('a voided own sale no longer counts, before the centre has heard of it', () => {
    const { opId } = sold('parked');
    const earned = pointsOf(1)! - 500;
    expect(earned).toBeGreaterThan(0);
    expect(resolve(opId, { repair: 'void', reason: 'rung up twice' })).toMatchObject({ ok: true });
    expect(pointsOf(1)).toBe(500);
    expect(test.written().at(-1)).toMatchObject({ kind: 'operation-resolved', payload: { opId, seq: 2, repair: 'void', reason: 'rung up twice', saleId: 'sale-1', accountId: 'account-1', effects: [] } });
  });

  it.each([['card', { cardNumber: cardNumber(2) }], ['account', { accountId: 'account-2' }]])('a relinked one counts for the other account, named by its %s', (_by, target) => {
    const { opId } = sold('parked');
    const earned = pointsOf(1)! - 500;
    expect(resolve(opId, { repair: 'relink', ...target })).toMatchObject({ ok: true });
    expect([pointsOf(1), pointsOf(2)]).toEqual([500, 500 + earned]);
  });

  it('one repair at a time: the next only once the centre has spoken of the first', () => {
    const { opId } = sold('parked');
    resolve(opId, { repair: 'send-again' });
    expect(resolve(opId, { repair: 'void' })).toMatchObject({ ok: false, code: 'repair-pending' });
    expect(repairsOffered(desk, desk.reader.byId(opId)!)).toEqual([]);
    const { seq, hash } = test.store.outbox.head();
    test.store.outbox.settle({ epoch: 'e', seq, hash }, []);
    expect(resolve(opId, { repair: 'void' })).toMatchObject({ ok: true });
  });

  it('a repair that lost takes nothing out of the numbers', () => {
    const { opId } = sold('parked');
    const counted = pointsOf(1);
    resolve(opId, { repair: 'void' });
    const { seq, hash } = test.store.outbox.head();
    test.store.outbox.settle({ epoch: 'e', seq, hash }, [{ seq, state: 'parked', reason: 'settled-already' }]);
    expect(pointsOf(1)).toBe(counted);
  });

  it.each<[string, Parameters<typeof sold>, Partial<ResolveInput> & Pick<ResolveInput, 'repair'>, string]>([
    ['not sent yet', [], { repair: 'void' }, 'repair-unsafe'],
    ['in quarantine', ['quarantined', 'fork'], { repair: 'accept' }, 'repair-unsafe'],
    ['accepting what was never booked', ['parked', 'account-unknown'], { repair: 'accept' }, 'repair-unsafe'],
    ['relinking to nobody', ['parked', 'account-unknown'], { repair: 'relink' }, 'bad-request'],
    ['relinking to two', ['parked', 'account-unknown'], { repair: 'relink', cardNumber: cardNumber(2), accountId: 'account-2' }, 'bad-request'],
    ['naming an account without relinking', ['parked', 'account-unknown'], { repair: 'void', accountId: 'account-2' }, 'bad-request'],
    ['relinking to its own account', ['parked', 'account-unknown'], { repair: 'relink', accountId: 'account-1' }, 'relink-target-unknown'],
    ['relinking to a card that nobody knows', ['parked', 'account-unknown'], { repair: 'relink', cardNumber: '12' }, 'relink-target-unknown'],
  ])('%s is refused and changes nothing', (_what, standing, repair, code) => {
    const { opId } = sold(...standing);
    const before = test.store.journal.head();
    expect(resolve(opId, repair)).toMatchObject({ ok: false, code });
    expect(test.store.journal.head()).toEqual(before);
  });

  it('what is settled, and what is not there, cannot be repaired', () => {
    const { opId, seq, hash } = sold();
    test.store.outbox.settle({ epoch: 'e', seq, hash }, []);
    expect(resolve(opId, { repair: 'accept' })).toMatchObject({ code: 'operation-settled' });
    expect(resolve('of-nobody', { repair: 'accept' })).toMatchObject({ code: 'operation-unknown' });
  });
});
