import type { CentralContext } from '../../central-context.ts';
import { channelOf } from '../../web/channel-of.ts';
import { claimByCode, WebClaimRequest, WebClaimView } from '../../web/claim-by-code.ts';
import { answerSlot } from '../../web/web-answers.ts';
import { webRoute, type WebRoute } from './web-route.ts';

export function claimRoute(context: CentralContext): WebRoute {
  return webRoute({
    method: 'POST',
    path: '/v1/claims',
    summary: 'Credit the points of a sale without a customer to the card of whoever brings the code of its slip',
    scopes: ['web-shop'],
    body: WebClaimRequest,
    answer: WebClaimView,
    needsIdempotencyKey: true,
    problems: ['not-ready', 'claims-not-offered', 'claim-code-invalid', 'claim-expired', 'claim-used', 'claim-empty', 'claim-needs-link', 'claim-not-credited', 'customer-unknown', 'limit-reached', 'too-many-tries'],
    handle: async ({ key, body, idempotencyKey, target }) => await claimByCode(context, channelOf(key), body, answerSlot(idempotencyKey, target, body)),
  });
}
