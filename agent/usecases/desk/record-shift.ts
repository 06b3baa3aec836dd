import { notReady } from '../outcome.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { IdempotentAnswer, OperationDraft } from '../../ports/journal.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';
import type { ShiftCompared } from './reconcile-shift.ts';

/** Journals the figures of a shift as its manager saw them. */
export function recordShift(till: Till, { spans, till: figures, outcome, differences, unsettled }: ShiftCompared, by: Actor, remember: (opId: string) => IdempotentAnswer): { readonly ok: true; readonly opId: string } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const now = till.clock.now();
  const opId = till.ids.next();
  const draft: OperationDraft = {
    kind: 'shift-reconciled',
    schema: 1,
    opId,
    payload: {
      programmeId: compiled.bundle.programmeId, storeId: till.storeId, tillId: till.tillId,
      ...(Object.keys(by).length === 0 ? {} : { by }),
      time: till.clock.businessTime(now.atMs, compiled.bundle.timeZone),
      spans: [...spans], figures, outcome, differences: differences.length, unsettled: unsettled.length, effects: [],
    },
  };
  till.journal.append([draft], now, { idempotent: remember(opId) });
  return { ok: true, opId };
}
