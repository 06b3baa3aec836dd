/** Outages, drills and the comparison of a shift. */
import Type from 'typebox';
import { DrillRequest, DrillView, OutageReport, ReconciliationRequest, ReconciliationView } from '../../../contract/desk.ts';
import { Strict } from '../../../domain/scalars.ts';
import { askedSpan } from '../../../usecases/desk/asked-span.ts';
import { recordShift } from '../../../usecases/desk/record-shift.ts';
import { reportOutage } from '../../../usecases/desk/outage-report.ts';
import { reconcileShift } from '../../../usecases/desk/reconcile-shift.ts';
import { notReady, refuse } from '../../../usecases/outcome.ts';
import { drillView, outageView, reconciliationView } from '../../views/desk-view.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const Instant = Type.String({ minLength: 1, maxLength: 40 });
/** Instants as ISO 8601 with a zone, or as milliseconds since the epoch */
const SpanQuery = Strict({ from: Type.Optional(Instant), to: Type.Optional(Instant) });
const ShiftQuery = Strict({ date: Type.Optional(Instant), from: Type.Optional(Instant), to: Type.Optional(Instant) });
const dayMs = 86_400_000;

export function deskRoutes({ desk, idempotency }: ApiServices): Route[] {
  const drill = async (): Promise<DrillView> => {
    const last = desk.outages.newest('drill');
    return drillView(desk.drills.running(), last?.toMs === undefined ? undefined : await reportOutage(desk, last));
  };
  return [
    route({
      method: 'GET',
      path: '/v1/reports/outage',
      right: 'report',
      summary: 'Outages and drills of this till: what was sold meanwhile, what is at risk, what the centre made of it. The last 24 hours by default',
      query: SpanQuery,
      answer: OutageReport,
      handle: async ({ query }) => {
        const span = askedSpan(desk.till, query, dayMs);
        if ('code' in span) return span;
        const outages: OutageReport['outages'] = [];
        for (const outage of desk.outages.between(span.fromMs, span.toMs)) outages.push(outageView(await reportOutage(desk, outage)));
        return { body: { ...span, outages } };
      },
    }),
    route({ method: 'GET', path: '/v1/drill', right: 'drill', summary: 'The drill that runs, and the last one', answer: DrillView, handle: async () => ({ body: await drill() }) }),
    route({
      method: 'POST',
      path: '/v1/drill',
      right: 'drill',
      summary: 'Rehearse an outage: for so many minutes this till behaves as if the centre were away',
      body: DrillRequest,
      answer: DrillView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'drill-running', 'journal-unavailable'],
      handle: async (call) => await idempotency.run(call, async () => {
        const running = desk.drills.running();
        if (desk.till.activeBundle() === undefined) return notReady();
        if (running !== undefined) return refuse('drill-running', 'A drill is under way at this till. End it first: DELETE /v1/drill.', { untilMs: running.untilMs });
        desk.drills.begin(call.body.minutes, Object.keys(call.actor).length === 0 ? undefined : call.actor);
        return { body: await drill() };
      }),
    }),
    route({
      method: 'DELETE',
      path: '/v1/drill',
      right: 'drill',
      summary: 'End the drill; without one nothing changes',
      answer: DrillView,
      problems: ['journal-unavailable'],
      handle: async () => {
        desk.drills.end();
        return { body: await drill() };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/reconciliation',
      right: 'reconcile',
      summary: 'What this till did in a day or a span, against what the centre has of it',
      query: ShiftQuery,
      answer: ReconciliationView,
      handle: async ({ query }) => {
        const span = askedSpan(desk.till, query, undefined);
        return 'code' in span ? span : { body: reconciliationView(span, await reconcileShift(desk, span.fromMs, span.toMs)) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/reconciliation',
      right: 'reconcile',
      summary: 'The same, journalled as the end of a shift',
      body: ReconciliationRequest,
      answer: ReconciliationView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'journal-unavailable'],
      handle: async (call) => await idempotency.run(call, async (remember) => {
        const span = askedSpan(desk.till, call.body, undefined);
        if ('code' in span) return span;
        const compared = await reconcileShift(desk, span.fromMs, span.toMs);
        const outcome = recordShift(desk.till, compared, call.actor, (opId) => remember(reconciliationView(span, compared, opId)));
        return outcome.ok ? { body: reconciliationView(span, compared, outcome.opId) } : outcome;
      }),
    }),
  ];
}
