import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf } from '../../../agent/domain/claims/sale-claim.ts';
import { pendingOf, postings } from '../../../agent/domain/ledger/effects.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { PointsClaimed } from '../../../agent/domain/operations/points-claimed.ts';
import { readReturnable } from '../../../sync/central/returnable.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { pointsBundle, timeIn } from '../kit/points-shop.ts';
import { manyAccounts } from '../kit/test-shop.ts';

const bundle = pointsBundle({ claims: { codes: 'always', withinDays: 30 } });
const accounts = manyAccounts(3).map((account) => ({ ...account, openingPoints: 0 }));
const me = 'account-00000';

describe('push: a claim that does not fit', () => {
  let ledger: OpenLedger;
  let count = 0;
  beforeAll(async () => {
    ledger = await openLedger(bundle, accounts, timeIn(0).instantMs);
  });
  afterAll(async () => await ledger.close());

  const sold = async (changes: Partial<SaleCommitted> = {}) => {
    count += 1;
    const sale = pointsSale(ledger.compiled, { saleId: `sale-${count}`, time: timeIn(0) });
    const made = { ...sale, claim: claimOf(ledger.compiled, sale)!, ...changes };
    return { sale: made, verdict: await ledger.push('sale-committed', made, `sold-${count}`) };
  };
  const claimOfSale = ({ saleId, claim }: SaleCommitted, changes: Partial<PointsClaimed> = {}): PointsClaimed => {
    const { points = 35, accruals = [] } = { ...claim, ...changes };
    return { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: timeIn(0), saleId, soldOn: '2026-11-22', accountId: me, points, accruals, effects: postings({ earned: points, pending: pendingOf(accruals), spent: 0 }), ...changes };
  };
  const claim = async (claimed: PointsClaimed) => await ledger.push('points-claimed', claimed, `claimed-${(count += 1)}`);
  const lastOpId = () => `claimed-${count}`;
  const faultOf = async (opId: string) => (await ledger.db.query<{ detail: { fault?: string } }>("SELECT detail FROM finding WHERE kind = 'defect' AND op_id = $1", [opId]))[0]?.detail.fault;

  it.each<[string, Partial<PointsClaimed>, string, string | undefined]>([
    ['of more points than the sale gives', { points: 36 }, 'parked claim-invalid', 'points'],
    ['of another day', { soldOn: '2026-11-21' }, 'parked claim-invalid', 'day'],
    ['by another till than its journal’s', { tillId: 'till-2' }, 'parked claim-invalid', 'till'],
    ['with postings that are not its points', { effects: [] }, 'parked claim-invalid', 'effects'],
    ['after its last day', { time: timeIn(31) }, 'parked claim-expired', undefined],
    ['for nobody', { accountId: 'nobody' }, 'parked account-unknown', undefined],
  ])('%s is parked, credits nothing, and leaves the code good', async (_title, changes, verdict, fault) => {
    const before = (await ledger.account(me)).availablePoints;
    const { sale } = await sold();
    expect(await claim(claimOfSale(sale, changes))).toBe(verdict);
    expect(await faultOf(lastOpId())).toBe(fault);
    expect((await ledger.account(me)).availablePoints).toBe(before);
    expect(await claim(claimOfSale(sale))).toBe('applied');
    expect((await ledger.account(me)).availablePoints).toBe(before + 25);
  });

  it('of a sale that has no claim is parked', async () => {
    const { sale } = await sold();
    const plain = pointsSale(ledger.compiled, { saleId: 'plain', time: timeIn(0) });
    await ledger.push('sale-committed', plain, 'plain');
    expect(await claim(claimOfSale({ ...sale, saleId: 'plain' }))).toBe('parked claim-invalid');
  });

  it('gives what the bundle gives, where a till that errs states more', async () => {
    const before = (await ledger.account(me)).availablePoints;
    const { sale, verdict } = await sold({ claim: { points: 900, lines: [{ lineId: '1', points: 900 }], until: '2026-12-22' } });
    expect(verdict).toBe('parked defect');
    expect(await claim(claimOfSale(sale, { points: 900, accruals: [] }))).toBe('applied');
    expect((await ledger.account(me)).availablePoints).toBe(before + 25);
  });

  it('says to the tills that ask that the sale was claimed', async () => {
    const { sale } = await sold();
    expect(await readReturnable(ledger.db, sale.saleId)).not.toHaveProperty('claimed');
    await claim(claimOfSale(sale));
    expect(await readReturnable(ledger.db, sale.saleId)).toMatchObject({ outcome: 'known', claimed: { tillId: 'till-1', atMs: timeIn(0).instantMs } });
  });
});
