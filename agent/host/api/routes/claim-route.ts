import { ClaimRequest, ClaimView } from '../../../contract/claim.ts';
import { claimPoints, type ClaimDone } from '../../../usecases/claim-points.ts';
import { findCustomers } from '../../../usecases/find-by-phone.ts';
import { refuse, type Refusal } from '../../../usecases/outcome.ts';
import { foundCustomerView } from '../../views/found-customer-view.ts';
import { limitWarnings } from '../../views/limit-warnings.ts';
import { route } from '../route.ts';
import type { FoundCustomer } from '../../../contract/customer.ts';
import type { Till } from '../../../usecases/till.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

/** Points of a sale without a customer, for whoever brings its code. Who registers somebody with it needs both rights. */
export function claimRoute({ till, idempotency }: ApiServices): Route {
  const viewOf = ({ ok: _ok, warnings, accruals, ...done }: ClaimDone, duplicates: FoundCustomer[] | undefined): ClaimView =>
    ({ ...done, accruals: [...accruals], ...(duplicates === undefined ? {} : { duplicates }), ...limitWarnings(till.activeBundle(), warnings) });
  return route({
    method: 'POST',
    path: '/v1/claims',
    right: { oneOf: ['points-claim', 'customer-register'], of: ({ body }) => (body.registration === undefined ? 'points-claim' : ['points-claim', 'customer-register']) },
    lifts: ['limit-override'],
    summary: 'Credit the points of a sale without a customer to whoever brings the code of its slip',
    body: ClaimRequest,
    answer: ClaimView,
    needsIdempotencyKey: true,
    problems: ['not-ready', 'bad-request', 'claims-not-offered', 'claim-code-invalid', 'claim-expired', 'claim-used', 'claim-empty', 'claim-needs-link', 'customer-unknown', 'limit-reached', 'phone-malformed', 'phone-taken', 'questionnaire-unknown', 'questionnaire-invalid', 'nothing-to-change', 'sealing-key-unknown', 'journal-unavailable'],
    handle: (call) => idempotency.run(call, async (remember) => {
      const { code, card, accountId, registration } = call.body;
      const duplicates = registration === undefined ? undefined : await duplicatesOf(till, registration);
      if (duplicates !== undefined && !Array.isArray(duplicates)) return duplicates;
      const { questionnaireId, refuseDuplicates: _refuse, ...change } = registration ?? {};
      const outcome = await claimPoints(till, {
        code, by: call.actor, liftsLimits: call.liftsLimits === true, remember: (done) => remember(viewOf(done, duplicates)),
        ...(card === undefined ? {} : { card }),
        ...(accountId === undefined ? {} : { accountId }),
        ...(registration === undefined ? {} : { registration: { change, ...(questionnaireId === undefined ? {} : { questionnaireId }) } }),
      });
      return outcome.ok ? { body: viewOf(outcome, duplicates) } : outcome;
    }),
  });
}

/** Other customers with the telephone; a refusal where the caller wants none. */
async function duplicatesOf(till: Till, { phone, refuseDuplicates }: NonNullable<ClaimRequest['registration']>): Promise<FoundCustomer[] | Refusal<'phone-malformed' | 'phone-taken'>> {
  if (phone === undefined || phone === null) return [];
  const found = await findCustomers(till, phone.number);
  if (!found.ok) return { ...found, path: '/registration/phone/number' };
  const duplicates = found.customers.map((customer) => foundCustomerView(till.activeBundle(), customer));
  if (refuseDuplicates !== true || duplicates.length === 0) return duplicates;
  return refuse('phone-taken', 'Another customer has this telephone. Give the points to that customer, or register without refuseDuplicates.', { customers: duplicates });
}
