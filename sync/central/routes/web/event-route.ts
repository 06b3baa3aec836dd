import type { CentralContext } from '../../central-context.ts';
import { accrueEvent, AccruedView, AccrueRequest } from '../../web/accrue-event.ts';
import { channelOf } from '../../web/channel-of.ts';
import { webRoute, type WebRoute } from './web-route.ts';

export function eventRoute(context: CentralContext): WebRoute {
  return webRoute({
    method: 'POST',
    path: '/v1/events/accrue',
    summary: 'Give the points of an event that is no purchase: a subscription, a review. The same eventId again answers the same',
    scopes: ['web-shop'],
    body: AccrueRequest,
    answer: AccruedView,
    problems: ['no-bundle', 'card-unknown', 'card-not-earning', 'event-unknown', 'event-differs', 'event-limit-reached'],
    handle: async ({ key, body }) => {
      const accrued = await accrueEvent(context, channelOf(key), body);
      context.signal.notify();
      return { body: accrued };
    },
  });
}
