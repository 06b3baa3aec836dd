import type { OfflineRedemption } from '../../../agent/domain/bundle/offline-rules.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { leasedOf } from '../../../agent/domain/ledger/move-lots.ts';
import { mulDiv } from '../../../agent/domain/money/mul-div.ts';
import type { AllowanceCause, AllowanceRecord } from '../accounts/allowance-record.ts';

export type AllowancePolicy = Extract<OfflineRedemption, { policy: 'allowance' }>;

/** A till at which the customer is regular, and which can be given an allowance: its journal is known, it is in contact, not revoked and one machine. */
export interface RegularTill {
  tillId: string;
  storeId: string;
  journalId: string;
  /** Purchases within the policy's days */
  visits: number;
}

/** What is asked about one account. */
export interface Standing {
  account: Account;
  live: readonly AllowanceRecord[];
  regularTills: readonly RegularTill[];
  /** The centre's day */
  today: string;
  /** Its points were wanted elsewhere, or somebody took an allowance back, not long ago */
  isCooling: boolean;
}

export type LeaseStep =
  | { kind: 'grant'; till: RegularTill; points: number }
  | { kind: 'top-up'; allowance: AllowanceRecord; points: number }
  | { kind: 'renew'; allowance: AllowanceRecord }
  | { kind: 'recall'; allowance: AllowanceRecord; cause: AllowanceCause };

/** What to set aside for the tills of a customer: the most frequent till first, within the share. What is there is topped up once half of it is gone. */
export function planAllowances(policy: AllowancePolicy, stepPoints: number, standing: Standing): LeaseStep[] {
  const { account, live } = standing;
  if (!hasActiveCard(account)) return live.map((allowance) => ({ kind: 'recall', allowance, cause: 'card' }));
  const tooLarge = live.filter(({ points }) => points > policy.maxPointsPerTill);
  if (tooLarge.length > 0) return tooLarge.map((allowance) => ({ kind: 'recall', allowance, cause: 'policy' }));
  if (standing.isCooling || hasPointsPastTheirDay(standing)) return [];
  let left = Math.min(account.availablePoints, shareOf(policy, account) - leasedOf(account));
  const steps: LeaseStep[] = [];
  for (const till of mostFrequentFirst(standing.regularTills)) {
    const allowance = live.find(({ journalId }) => journalId === till.journalId);
    const has = allowance?.points ?? 0;
    if (allowance !== undefined && (allowance.state === 'recalled' || has * 2 > policy.maxPointsPerTill)) continue;
    const points = inSteps(Math.min(policy.maxPointsPerTill - has, left), stepPoints);
    // a till that has most of what there is keeps it: each purchase would change the account once more
    if (points <= 0 || points < has) continue;
    left -= points;
    steps.push(allowance === undefined ? { kind: 'grant', till, points } : { kind: 'top-up', allowance, points });
  }
  return steps;
}

/** What to do with allowances whose end is near: renewed as they would be granted today, else recalled. */
export function planRenewal(policy: AllowancePolicy, standing: Standing, due: readonly AllowanceRecord[]): LeaseStep[] {
  const { account, regularTills } = standing;
  let excess = leasedOf(account) - shareOf(policy, account);
  const rank = new Map(mostFrequentFirst(regularTills).map(({ journalId }, index) => [journalId, index]));
  const rankOf = ({ journalId }: AllowanceRecord) => rank.get(journalId) ?? regularTills.length;
  return due.toSorted((one, other) => rankOf(other) - rankOf(one)).map((allowance) => {
    const cause = whyNotRenewed(standing, rank.has(allowance.journalId), excess);
    if (cause === undefined) return { kind: 'renew', allowance };
    excess -= allowance.points;
    return { kind: 'recall', allowance, cause };
  });
}

function whyNotRenewed(standing: Standing, isRegular: boolean, excess: number): AllowanceCause | undefined {
  if (!hasActiveCard(standing.account)) return 'card';
  if (!isRegular) return 'not-regular';
  if (hasPointsPastTheirDay(standing)) return 'expiring';
  return excess > 0 ? 'share' : undefined;
}

function shareOf({ maxShareBasisPoints }: AllowancePolicy, account: Account): number {
  return mulDiv(Math.max(0, account.availablePoints + leasedOf(account)), maxShareBasisPoints, 10_000, 'floor');
}

function hasActiveCard({ cards }: Account): boolean {
  return cards.some(({ state }) => state === 'active');
}

/** Such points are there only because they are set aside: renewed, they would never expire. */
function hasPointsPastTheirDay({ account: { lots = [] }, today }: Standing): boolean {
  return lots.some(({ expiresOn }) => expiresOn !== undefined && expiresOn < today);
}

function mostFrequentFirst(tills: readonly RegularTill[]): RegularTill[] {
  return tills.toSorted((one, other) => other.visits - one.visits || (one.tillId < other.tillId ? -1 : 1));
}

function inSteps(points: number, stepPoints: number): number {
  return points - (points % stepPoints);
}
