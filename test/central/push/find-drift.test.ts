import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoShopFolder } from '../../../agent/cli/project.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { compileTestBundle } from '../kit/test-sale.ts';

const compiled = compileTestBundle(JSON.parse(readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8')) as Bundle);
const receipts = compiled.bundle.goldenReceipts.filter((receipt) => receipt.customer !== undefined && receipt.identifiedBy !== undefined);
const points = fc.nat(1_000_000);

describe('the centre prices a sale a second time only where its own state may give another price', () => {
  it('which never comes from what the customer has to spend', () => {
    expect(receipts.length).toBeGreaterThan(10);
    const balance: fc.Arbitrary<Pick<CustomerState, 'availablePoints' | 'holds' | 'lots' | 'pending' | 'allowances'>> = fc.record({
      availablePoints: fc.integer({ min: -1_000, max: 1_000_000 }),
      holds: fc.array(fc.record({ holdId: fc.uuid(), points, expiresAtMs: points }), { maxLength: 2 }),
      lots: fc.array(fc.record({ lotId: fc.uuid(), points, expiresOn: fc.constantFrom('2026-12-01', '2027-03-01') }), { maxLength: 3 }),
      pending: fc.array(fc.record({ lotId: fc.uuid(), points, availableOn: fc.constantFrom('2026-12-01', '2027-03-01') }), { maxLength: 3 }),
      allowances: fc.array(fc.record({ allowanceId: fc.uuid(), tillId: fc.uuid(), storeId: fc.uuid(), journalId: fc.uuid(), points, expiresAtMs: points }), { maxLength: 2 }),
    });
    const may = fc.option(fc.record({ points, limitedBy: fc.constantFrom('balance' as const, 'allowance' as const, 'stale' as const) }), { nil: undefined });
    fc.assert(fc.property(fc.constantFrom(...receipts), balance, may, ({ basket, customer, identifiedBy, storeId, time, redeemPoints }, other, mayRedeem) => {
      const priceFor = (state: CustomerState) => price(compiled, { basket, customer: state, identifiedBy: identifiedBy ?? 'scan', storeId, time, ...(redeemPoints === undefined ? {} : { redeemPoints }), ...(mayRedeem === undefined ? {} : { mayRedeem }) });
      if (customer === undefined) throw new Error('only receipts with a customer were taken');
      const [one, two] = [priceFor(customer), priceFor({ ...customer, ...other })];
      expect([two.payableMinor, two.pointsEarned]).toEqual([one.payableMinor, one.pointsEarned]);
    }));
  });
});
