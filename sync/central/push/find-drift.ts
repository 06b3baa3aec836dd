import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Finding } from './finding.ts';
import { priceAgain } from './replay-sale.ts';

/** What the sale would have cost and earned with the centre's state of this moment, where that differs. `account` is from before the sale. */
export function findDrift(compiled: CompiledBundle, sale: SaleCommitted, account: Account): Finding['detail'] | undefined {
  if (sale.customer === undefined) return undefined;
  const again = priceAgain(compiled, sale, customerState(account, sale.customer.state.card.number));
  if ('fault' in again) return { fault: again.fault };
  const { payableMinor, pointsEarned } = sale.result;
  if (again.priced.payableMinor === payableMinor && again.priced.pointsEarned === pointsEarned) return undefined;
  return {
    statedPayableMinor: payableMinor, payableMinor: again.priced.payableMinor,
    statedPointsEarned: pointsEarned, pointsEarned: again.priced.pointsEarned,
  };
}
