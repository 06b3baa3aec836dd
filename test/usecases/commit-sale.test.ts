import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { accountOf, cardNumber, manyMilks, openTestTill, twoMilks } from './kit/test-till.ts';
import { saleOf } from './kit/outcomes.ts';
import type { TestTill } from './kit/test-till.ts';

const receipt = { number: '000123', payableMinor: 45_000 };

describe('committing a sale', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2)], undefined);
  });
  afterEach(() => {
    test.close();
  });

  const open = (code: string | undefined = cardNumber(1)) =>
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, ...(code === undefined ? {} : { customer: { code } }) }));
  const held = async (points: number) => {
    open();
    return saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points }));
  };
  const commit = (input: Partial<Parameters<typeof commitSale>[1]> = {}) => commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt, ...input });

  it('writes every input and effect of the sale as one operation', () => {
    const priced = open();
    const sale = saleOf(commit());
    expect(test.written()).toEqual([
      {
        kind: 'sale-committed',
        schema: 1,
        payload: {
          programmeId: 'example',
          saleId: 'sale-1',
          storeId: 'centre',
          tillId: 'till-1',
          accountId: 'account-1',
          receipt,
          time: priced.time,
          bundle: priced.bundle,
          basket: priced.basket,
          agentVersion: '1.4.0',
          customer: { state: priced.customer?.state, identifiedBy: 'scan', cursor: 40, through: 1 },
          result: priced.priced,
          effects: [{ bucket: 'available', points: 22 }, { bucket: 'earned', points: -22 }],
        },
      },
    ]);
    const stored = test.till.journal.operation(2);
    expect(sale).toMatchObject({ state: 'committed', revision: 1, pricedHash: priced.pricedHash, commit: { seq: 2, opId: stored?.opId, hash: stored?.hash } });
    expect(test.till.sales.find('sale-1')).toEqual(sale);
  });

  it('posts nothing for an anonymous sale, but keeps a code that nobody knew', () => {
    open(cardNumber(77));
    saleOf(commit());
    const [operation] = test.written();
    expect(operation).toMatchObject({ payload: { unknownCode: cardNumber(77), effects: [] } });
    expect(operation?.payload).not.toHaveProperty('accountId');
    expect(operation?.payload).not.toHaveProperty('customer');
  });

  it('answers the same body again, and refuses another', () => {
    open();
    const first = saleOf(commit());
    test.restart();
    expect(commit()).toEqual({ ok: true, sale: first, changed: false });
    expect(commit({ receipt: { number: '000124' } })).toMatchObject({ ok: false, code: 'sale-closed' });
    expect(commit({ lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-closed' });
    expect(commit({ customer: { code: cardNumber(1) } })).toMatchObject({ ok: false, code: 'sale-closed' });
    expect(test.written()).toHaveLength(1);
  });

  it('names the hold and spends it', async () => {
    const sale = await held(100);
    saleOf(commit({ revision: 2 }));
    expect(test.written()).toMatchObject([{
      kind: 'sale-committed',
      payload: {
        redemption: { holdId: sale.cover?.hold?.holdId, points: 100 },
        effects: [{ bucket: 'available', points: -83 }, { bucket: 'earned', points: -17 }, { bucket: 'spent', points: 100 }],
      },
    }]);
  });

  it('names the hold with fewer points where the basket shrank', async () => {
    const sale = await held(100);
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 2, lines: twoMilks, customer: { code: cardNumber(1) } }));
    saleOf(commit({ revision: 3 }));
    expect(test.written()).toMatchObject([{ payload: { redemption: { holdId: sale.cover?.hold?.holdId, points: 4 } } }]);
  });

  it('gives the hold back in the same transaction where nothing is spent', async () => {
    const sale = await held(100);
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 2, lines: [], customer: { code: cardNumber(1) } }));
    saleOf(commit({ revision: 3 }));
    const [released, committed] = test.written();
    expect(released).toMatchObject({ kind: 'hold-released', payload: { holdId: sale.cover?.hold?.holdId, reason: 'dropped' } });
    expect(committed).toMatchObject({ kind: 'sale-committed' });
    expect(committed?.payload).not.toHaveProperty('redemption');
  });

  it('is refused without lines where the revision is not known or not current', () => {
    expect(commit()).toMatchObject({ ok: false, code: 'sale-unknown' });
    open();
    expect(commit({ revision: 5 })).toMatchObject({ ok: false, code: 'sale-revised', facts: { revision: 1 } });
    expect(test.written()).toEqual([]);
  });

  it('refuses lines that cannot be priced', () => {
    expect(commit({ lines: [{ ...twoMilks[0]!, quantityMilli: 1_500 }] })).toMatchObject({ ok: false, code: 'quantity-not-whole', path: '/lines/0/quantityMilli' });
    expect(test.written()).toEqual([]);
  });

  it('books a sale once, even where the journal alone still knows it', () => {
    open();
    saleOf(commit({ lines: manyMilks }));
    const forgetful = { ...test.till, sales: { ...test.till.sales, find: () => undefined } };
    expect(commitSale(forgetful, { saleId: 'sale-1', revision: 1, receipt, lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-closed', facts: { state: 'committed' } });
    expect(test.written()).toHaveLength(1);
  });

  it('says that it is not ready before the first bundle', () => {
    test.compiled = undefined;
    expect(commit({ lines: manyMilks })).toMatchObject({ ok: false, code: 'not-ready' });
  });

  it('takes a sale that it does not know from the lines of its receipt', () => {
    const sale = saleOf(commit({ revision: 3, lines: manyMilks, customer: { code: cardNumber(1) } }));
    expect(sale).toMatchObject({ revision: 3, state: 'committed' });
    expect(test.written()).toMatchObject([{ kind: 'sale-committed', payload: { repricedAtCommit: true, accountId: 'account-1', result: { payableMinor: 45_000 } } }]);
    expect(commit({ revision: 3, lines: manyMilks, customer: { code: cardNumber(1) } })).toEqual({ ok: true, sale, changed: false });
  });

  it('prices a revision that was lost afresh and spends the hold as priced', async () => {
    const sale = await held(100);
    test.nowMs += 60_000;
    const committed = saleOf(commit({ revision: 4, lines: twoMilks, customer: { code: cardNumber(1) } }));
    expect(committed).toMatchObject({ revision: 3, openedAtMs: sale.openedAtMs, time: sale.time });
    expect(test.written()).toMatchObject([{ payload: { repricedAtCommit: true, redemption: { holdId: sale.cover?.hold?.holdId, points: 4 }, result: { payableMinor: 500 } } }]);
  });

  it('gives points back that were set aside after the receipt was printed', async () => {
    const sale = await held(100);
    saleOf(commit({ revision: 1, lines: manyMilks, customer: { code: cardNumber(1) } }));
    const [released, committed] = test.written();
    expect(released).toMatchObject({ kind: 'hold-released', payload: { holdId: sale.cover?.hold?.holdId, reason: 'dropped' } });
    expect(committed).toMatchObject({ kind: 'sale-committed', payload: { result: { pointsSpent: 0, payableMinor: receipt.payableMinor } } });
    expect(committed?.payload).not.toHaveProperty('redemption');
  });

  it('spends points whose hold has expired, for they stand on the receipt', async () => {
    const sale = await held(100);
    test.nowMs = sale.cover!.hold!.expiresAtMs;
    saleOf(commit({ revision: 3, lines: manyMilks, customer: { code: cardNumber(1) } }));
    expect(test.written()).toMatchObject([{ kind: 'sale-committed', payload: { redemption: { holdId: sale.cover?.hold?.holdId, points: 100 } } }]);
  });

  it('prices the current revision afresh where the receipt was printed for somebody else', () => {
    open();
    saleOf(commit({ lines: manyMilks, customer: { code: cardNumber(2) } }));
    expect(test.written()).toMatchObject([{ payload: { repricedAtCommit: true, accountId: 'account-2' } }]);
  });

  it('gives the hold back where the receipt was printed for somebody else', async () => {
    await held(100);
    saleOf(commit({ revision: 1, lines: manyMilks, customer: { code: cardNumber(2) } }));
    expect(test.written()).toMatchObject([
      { kind: 'hold-released', payload: { accountId: 'account-1', reason: 'customer-changed' } },
      { kind: 'sale-committed', payload: { accountId: 'account-2' } },
    ]);
  });

  it('takes the current revision as it is when the lines are the same, and what was printed when they are not', () => {
    open();
    saleOf(commit({ lines: manyMilks }));
    expect(test.written()[0]?.payload).not.toHaveProperty('repricedAtCommit');
    saleOf(priceSale(test.till, { saleId: 'sale-2', baseRevision: 0, lines: manyMilks }));
    saleOf(commit({ saleId: 'sale-2', lines: twoMilks }));
    expect(test.written()[1]).toMatchObject({ payload: { repricedAtCommit: true, result: { payableMinor: 900 } } });
  });

  it.each([cardNumber(1), '010001'])('knows the customer by any form of the card (%s)', (code) => {
    open('010001');
    test.snapshot([accountOf(1, { availablePoints: 7 })]);
    saleOf(commit({ lines: manyMilks, customer: { code } }));
    expect(test.written()).toMatchObject([{ payload: { customer: { state: { availablePoints: 500 } } } }]);
    expect(test.written()[0]?.payload).not.toHaveProperty('repricedAtCommit');
  });

  it('takes a sale that a restart left in doubt', async () => {
    const sale = await held(100);
    test.restart();
    expect(saleOf(commit({ revision: 2 })).state).toBe('committed');
    expect(test.written()).toMatchObject([{ payload: { redemption: { holdId: sale.cover?.hold?.holdId, points: 100 } } }]);
  });

  it('refuses a cancelled sale', () => {
    open();
    saleOf(cancelSale(test.till, { saleId: 'sale-1', revision: 1 }));
    expect(commit()).toMatchObject({ ok: false, code: 'sale-closed' });
    expect(commit({ lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-closed' });
  });

  it('is recorded with the bundle of its revision, even if another came meanwhile', () => {
    const priced = open();
    const next = openTestTill({ serial: 8, promotions: [] });
    test.compiled = next.compiled;
    next.close();
    saleOf(commit());
    expect(test.written()).toMatchObject([{ payload: { bundle: { serial: 7 }, result: priced.priced } }]);
  });
});
