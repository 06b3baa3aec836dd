import type { OutageView, DrillView, ReconciliationView } from '../../contract/desk.ts';
import type { ReportedOutage } from '../../usecases/desk/outage-report.ts';
import type { ShiftCompared } from '../../usecases/desk/reconcile-shift.ts';
import type { Drill } from '../../ports/drills.ts';

export function outageView({ outage, figures, queue, pointsUnconfirmed, moneyAtRiskMinor, parked, variances }: ReportedOutage): OutageView {
  const { kind, reason, fromMs, toMs, drainedMs } = outage;
  const { operations, sales, returns, cards, customers, pointsEarned, spent } = figures;
  return {
    kind, reason, fromMs,
    words: [{ key: `journal.outage.${kind}` }, ...(kind === 'drill' ? [] : [{ key: `works.${reason}` }])],
    ...(toMs === undefined ? {} : { toMs }),
    operations, queue: [...queue], sales, returns, cards, customers, pointsEarned, pointsUnconfirmed, spent, moneyAtRiskMinor, parked,
    ...(variances === undefined ? {} : { variances }),
    ...(toMs === undefined || drainedMs === undefined ? {} : { drainMs: Math.max(0, drainedMs - toMs) }),
  };
}

export function drillView(running: Drill | undefined, last: ReportedOutage | undefined): DrillView {
  return {
    ...(running === undefined ? {} : { running: { drillId: running.drillId, minutes: running.minutes, fromMs: running.fromMs, untilMs: running.untilMs, realOutage: running.realOutage } }),
    ...(last === undefined ? {} : { last: outageView(last) }),
  };
}

export function reconciliationView({ fromMs, toMs }: { fromMs: number; toMs: number }, { unsettled, outcome, ...compared }: ShiftCompared, opId?: string): ReconciliationView {
  return {
    fromMs, toMs, outcome, words: [{ key: `journal.reconciled.${outcome}` }], ...compared,
    spans: [...compared.spans], differences: [...compared.differences],
    unsettled: unsettled.map((one) => ({ ...one, words: [{ key: `journal.state.${one.state}` }, ...(one.reason === undefined ? [] : [{ key: `journal.why.${one.reason}` }])] })),
    ...(opId === undefined ? {} : { opId }),
  };
}
