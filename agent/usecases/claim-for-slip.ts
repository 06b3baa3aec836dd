import { claimOf, type SaleClaim } from '../domain/claims/sale-claim.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { ClaimRules } from '../domain/claims/claim-rules.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/**
 * What the slip of this sale shall let somebody claim, where it has no customer and the programme has such codes. `wanted`: as the till software says.
 * None while the centre has not vouched for this till's key: nobody could take the code.
 */
export function claimForSlip(till: Till, sale: SaleRecord, wanted: boolean | undefined): SaleClaim | undefined {
  const compiled = till.bundleOf(sale.bundle.hash);
  const rules = compiled?.bundle.claims;
  if (compiled === undefined || rules === undefined || sale.customer !== undefined) return undefined;
  if (!(wanted ?? isUsual(rules, sale)) || till.slips.certificate() === undefined) return undefined;
  return claimOf(compiled, { basket: sale.basket, storeId: till.storeId, tillId: till.tillId, agentVersion: sale.agentVersion, programme: sale.programme, time: sale.time });
}

function isUsual({ codes }: ClaimRules, { customerProblem }: SaleRecord): boolean {
  switch (codes) {
    case 'always': return true;
    case 'unread-card': return isSomebodys(customerProblem);
    case 'on-request': return false;
    default: return unreachable(codes);
  }
}

/** A card that nobody could read is somebody's all the same; one that is refused for what it is has no claim. */
export function isSomebodys(problem: SaleRecord['customerProblem']): boolean {
  return problem === 'card-unknown' || problem === 'card-wrong-check-digit' || problem === 'card-ambiguous';
}
