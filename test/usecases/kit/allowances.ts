import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Account, Allowance } from '../../../agent/domain/customer/account.ts';
import { accountOf, noonMs, type TestTill } from './test-till.ts';

const hourMs = 3_600_000;
const rules = { maxShareBasisPoints: 5_000, stepPoints: 1, minStrengthToRedeem: 'scan', holdSeconds: 600 } as const;

/** The allowance of these tests ends so long after noon, and is used until an hour before. */
export const endsAtMs = noonMs + 24 * hourMs;
export const usableUntilMs = endsAtMs - hourMs;

export const allowancePolicy = {
  policy: 'allowance', maxShareBasisPoints: 5_000, maxPointsPerTill: 1_000, minVisits: 2, visitDays: 30, validSeconds: 86_400, marginSeconds: 3_600, reuseAfterSeconds: 172_800,
} as const;
export const riskPolicy = { policy: 'risk-limit', maxPointsPerReceipt: 100, maxPointsPerCustomerDay: 150, maxPointsPerTillDay: 180 } as const;

/** What a bundle says of redemption with this policy. */
export function redemptionWith(offline: Bundle['redemption']['offline'], changes: Partial<Bundle['redemption']> = {}): Partial<Bundle> {
  return { redemption: { ...rules, offline, ...changes } };
}

/** 40 points for this till's journal. */
export function allowanceFor(test: TestTill, changes: Partial<Allowance> = {}): Allowance {
  return { allowanceId: 'allowance-1', tillId: 'till-1', storeId: 'centre', journalId: test.till.journal.journalId, points: 40, expiresAtMs: endsAtMs, ...changes };
}

/** 100 points for everybody, and this allowance. */
export function leasedAccount(test: TestTill, changes: Partial<Allowance> = {}, account: Partial<Account> = {}): Account {
  return accountOf(1, { availablePoints: 100, allowances: [allowanceFor(test, changes)], ...account });
}
