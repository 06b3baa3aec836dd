import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Finding } from './finding.ts';
import { priceAgain } from './replay-sale.ts';

/** What the sale would have cost and earned with the centre's state of this moment, where that differs. `account` and `programme` are from before the sale. */
export function findDrift(compiled: CompiledBundle, sale: SaleCommitted, account: Account | undefined, programme: ProgrammeState): Finding['detail'] | undefined {
  const customer = account === undefined || sale.customer === undefined ? undefined : customerState(account, sale.customer.state.card.number);
  if (customer === undefined && sale.programme === undefined && Object.keys(programme).length === 0) return undefined;
  const again = priceAgain(compiled, sale, customer, programme);
  if ('fault' in again) return { fault: again.fault };
  const { payableMinor, pointsEarned } = sale.result;
  if (again.priced.payableMinor === payableMinor && again.priced.pointsEarned === pointsEarned) return undefined;
  return {
    statedPayableMinor: payableMinor, payableMinor: again.priced.payableMinor,
    statedPointsEarned: pointsEarned, pointsEarned: again.priced.pointsEarned,
  };
}
