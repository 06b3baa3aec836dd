/** What a sale says its customer has shown: the centre asks its own books, not the till. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OverrideApproved } from '../../../agent/domain/operations/operator-operations.ts';
import type { CustomerProof, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { erasePerson } from '../../../sync/central/profiles/erase-person.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris, testBundle, testTime } from '../kit/test-shop.ts';

let ledger: OpenLedger;
beforeEach(async () => {
  ledger = await openLedger(testBundle(), [anna, boris], testTime.instantMs);
});
afterEach(async () => await ledger.close());

const byCode: CustomerProof = { by: 'code', verificationId: 'v-1' };
const byPerson: CustomerProof = { by: 'person', overrideId: 'o-1', userId: 'marat' };

/** Points of a card that was typed, spent because of the proof. */
function sale(proof: CustomerProof | undefined, points: number | undefined, saleId = 's-1'): SaleCommitted {
  const made = testSale(ledger.compiled, { saleId, customer: anna, ...(points === undefined ? {} : { redeem: { holdId: 'h-1', points } }) });
  return { ...made, customer: { ...made.customer!, identifiedBy: 'typed', ...(proof === undefined ? {} : { proof }) } };
}
const sent = async (changes: { accountId?: string; tillId?: string; confirmed?: boolean } = {}) => {
  await ledger.db.query(
    "INSERT INTO verification (verification_id, account_id, phone, till_id, code_digits, sent_at_ms, expires_at_ms, confirmed_at_ms) VALUES ('v-1', $1, '+77010000000', $2, 4, $3, $3, $4)",
    [changes.accountId ?? anna.accountId, changes.tillId ?? 'till-1', testTime.instantMs, changes.confirmed === false ? null : testTime.instantMs],
  );
};
const approval = (changes: Partial<OverrideApproved> = {}) => ({
  kind: 'override-approved', opId: 'a-1',
  payload: {
    programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, by: { userId: 'asel' },
    overrideId: 'o-1', userId: 'marat', right: 'identity-override' as const, reason: 'papers seen', expiresAtMs: testTime.instantMs + 300_000, ...changes,
  } satisfies OverrideApproved,
});
const sold = (proof: CustomerProof | undefined, points: number | undefined = 100) => ({ kind: 'sale-committed', opId: 's-op', payload: sale(proof, points) });
const findings = async () => (await ledger.db.query<{ kind: string; detail: { what: string; statedPointsSpent?: number; pointsSpent?: number } }>('SELECT kind, detail FROM finding')).map(({ kind, detail }) => [kind, detail.what, detail.statedPointsSpent, detail.pointsSpent]);
const booksOfSpent = async () => (await ledger.newPostings()).filter((line) => line.startsWith('s-op'));

describe('a code that the customer gave back', () => {
  it.each<[string, Parameters<typeof sent>[0] | undefined, string]>([
    ['that was confirmed at this till', {}, 'applied'],
    ['that was never sent', undefined, 'parked defect'],
    ['that was sent and not given back', { confirmed: false }, 'parked defect'],
    ['that another customer gave back', { accountId: boris.accountId }, 'parked defect'],
    ['that was given back at another till', { tillId: 'till-2' }, 'parked defect'],
  ])('%s', async (_what, row, verdict) => {
    if (row !== undefined) await sent(row);
    expect(await ledger.pushBatches([sold(byCode)])).toEqual([verdict]);
    expect(await findings()).toEqual(expect.arrayContaining(verdict === 'applied' ? [] : [['defect', 'proof', 100, 0]]));
    expect(await booksOfSpent()).toHaveLength(1);
  });

  it('of a person who was erased since is believed', async () => {
    await sent();
    await erasePerson(ledger.db, anna.accountId, testTime.instantMs + 1);
    expect(await ledger.pushBatches([sold(byCode)])).toEqual(['applied']);
  });

  it('of a customer who was merged since is that of whom is left', async () => {
    await sent({ accountId: boris.accountId });
    await ledger.db.query('UPDATE account SET merged_into = $1 WHERE account_id = $2', [anna.accountId, boris.accountId]);
    expect(await ledger.pushBatches([sold(byCode)])).toEqual(['applied']);
  });

  it('is not asked for where no points were spent', async () => {
    expect(await ledger.pushBatches([{ kind: 'sale-committed', opId: 's-op', payload: sale(byCode, undefined) }])).toEqual(['applied']);
    expect(await findings()).toEqual([]);
  });
});

describe("a second person's word", () => {
  it('is believed where the approval stands before the sale in the journal, in the same batch or an earlier one', async () => {
    expect(await ledger.pushBatches([approval(), sold(byPerson)])).toEqual(['applied', 'applied']);
  });

  it('is believed of an earlier batch', async () => {
    expect(await ledger.pushBatches([approval()], [sold(byPerson)])).toEqual(['applied', 'applied']);
    expect(await findings()).toEqual([]);
  });

  it.each<[string, Partial<OverrideApproved>]>([['of another right', { right: 'limit-override' }], ['of another person', { userId: 'dana' }], ['under another id', { overrideId: 'o-2' }]])('an approval %s is none', async (_what, changes) => {
    expect(await ledger.pushBatches([approval(changes), sold(byPerson)])).toEqual(['applied', 'parked defect']);
    expect(await findings()).toContainEqual(['defect', 'proof', 100, 0]);
  });

  it('an approval that comes after the sale is none', async () => {
    expect(await ledger.pushBatches([sold(byPerson), approval()])).toEqual(['parked defect', 'applied']);
  });
});
