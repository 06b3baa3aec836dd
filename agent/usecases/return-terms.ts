import { repriceKept } from '../domain/returns/reprice-kept.ts';
import { accountNow } from './customer-state.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { RecordedTerms } from '../domain/operations/operation.ts';
import type { ReturnTerms } from '../domain/returns/return-terms.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { Sold } from './sold.ts';
import type { Till } from './till.ts';

/** By what a return of the sale is quoted at this moment, and what of it the operation records: the same moment, or the centre would see another day. */
export interface TermsNow {
  readonly terms: ReturnTerms;
  readonly recorded: RecordedTerms;
  readonly time: BusinessTime;
}

export function returnTerms(till: Till, compiled: CompiledBundle, { sale, whole, returns }: Sold): TermsNow {
  const { bundle, hash } = compiled;
  const rules = bundle.returns;
  const recorded: RecordedTerms = { bundle: { serial: bundle.serial, hash }, rules, takes: 'pending-first', knew: returns.map(({ returnId }) => returnId), ...(whole === undefined ? { soldBy: 'slip' as const } : {}), ...(rules.pointsPolicy === 'within_balance' ? balanceOf(till, sale.accountId) : {}) };
  const soldUnder = rules.refund === 'reprice' && whole !== undefined ? till.bundleOf(whole.bundle.hash) : undefined;
  const time = till.clock.businessTime(till.clock.now().atMs, bundle.timeZone);
  return {
    recorded,
    time,
    terms: {
      rules,
      today: time.localDate,
      takes: 'pending-first',
      ...(recorded.balance === undefined ? {} : { availablePoints: recorded.balance.availablePoints }),
      ...(soldUnder === undefined || whole === undefined ? {} : { reprice: repriceKept(soldUnder, whole) }),
    },
  };
}

function balanceOf(till: Till, accountId: string | undefined): Pick<RecordedTerms, 'balance'> {
  const now = accountId === undefined ? undefined : accountNow(till, accountId);
  return now === undefined ? {} : { balance: { availablePoints: now.account.availablePoints, cursor: now.view.cursor, through: now.through } };
}
