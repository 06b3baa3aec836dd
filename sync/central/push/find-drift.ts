import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account, CustomerState } from '../../../agent/domain/customer/account.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Finding } from './finding.ts';
import { priceAgain } from './replay-sale.ts';

/** What the sale would have cost and earned with the centre's state of this moment, where that differs. `account` and `programme` are from before the sale. */
export function findDrift(compiled: CompiledBundle, sale: SaleCommitted, account: Account | undefined, programme: ProgrammeState): Finding['detail'] | undefined {
  const customer = account === undefined || sale.customer === undefined ? undefined : customerState(account, sale.customer.state.card.number);
  if (customer === undefined && sale.programme === undefined && Object.keys(programme).length === 0) return undefined;
  // what the till recorded was priced again already, and gave the same
  if (sameJson(withoutPoints(customer), withoutPoints(sale.customer?.state)) && sameJson(programme, sale.programme ?? {})) return undefined;
  const again = priceAgain(compiled, sale, customer, programme);
  if ('fault' in again) return { fault: again.fault };
  const { payableMinor, pointsEarned } = sale.result;
  if (again.priced.payableMinor === payableMinor && again.priced.pointsEarned === pointsEarned) return undefined;
  return {
    statedPayableMinor: payableMinor, payableMinor: again.priced.payableMinor,
    statedPointsEarned: pointsEarned, pointsEarned: again.priced.pointsEarned,
  };
}

/** What of a customer the price and the points earned can depend on: what somebody has to spend, and what is set aside of it, only bounds what may be asked for. */
function withoutPoints(customer: CustomerState | undefined): object | undefined {
  if (customer === undefined) return undefined;
  const { availablePoints: _points, holds: _holds, lots: _lots, pending: _pending, allowances: _allowances, ...rest } = customer;
  return rest;
}
