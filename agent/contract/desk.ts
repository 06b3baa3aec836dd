/** Outages, drills and the comparison of a shift with the centre. */
import Type from 'typebox';
import { TillFigures } from '../domain/operations/desk-operations.ts';
import { Bucket } from '../domain/operations/effect.ts';
import { AmountMinor, Id, InstantMs, Points, Sha256, SignedPoints, Strict } from '../domain/scalars.ts';
import { Message } from './journal.ts';

const Count = Type.Integer({ minimum: 0 });

/** One outage, or one drill. */
export const OutageView = Strict({
  kind: Type.Union([Type.Literal('outage'), Type.Literal('drill')]),
  /** As in the status's `modeReason`: what was in the way when it was last seen */
  reason: Type.String(),
  words: Type.Array(Message),
  fromMs: InstantMs,
  /** Absent while it goes on */
  toMs: Type.Optional(InstantMs),
  operations: Count,
  /** How many of them waited by when, for a picture of the queue: at most 100 places of it, oldest first */
  queue: Type.Array(Strict({ atMs: InstantMs, operations: Count }), { maxItems: 100 }),
  sales: Strict({ count: Count, payableMinor: AmountMinor }),
  returns: Strict({ count: Count, refundMinor: AmountMinor }),
  cards: Count,
  customers: Count,
  pointsEarned: Points,
  /** Of those: of sales that the centre has not settled yet */
  pointsUnconfirmed: Points,
  /** Spent on the word of an allowance, which cannot go wrong, and by the programme's risk limit, which can */
  spent: Strict({ allowancePoints: Points, riskPoints: Points }),
  moneyAtRiskMinor: AmountMinor,
  /** Put aside by the centre and not settled yet */
  parked: Count,
  /** What the centre found out later, by kind: drift, goodwill, defect, beyond-caps; absent where it could not be asked, or has not got everything */
  variances: Type.Optional(Type.Array(Strict({ kind: Type.String(), count: Count, points: Points }))),
  /** From the contact back to the centre having all of it; absent while that is not so */
  drainMs: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type OutageView = Type.Static<typeof OutageView>;

/** GET /v1/reports/outage, oldest first */
export const OutageReport = Strict({ fromMs: InstantMs, toMs: InstantMs, outages: Type.Array(OutageView) });
export type OutageReport = Type.Static<typeof OutageReport>;

/** POST /v1/drill */
export const DrillRequest = Strict({ minutes: Type.Integer({ minimum: 1, maximum: 240 }) });
export type DrillRequest = Type.Static<typeof DrillRequest>;

/** GET, POST, DELETE /v1/drill */
export const DrillView = Strict({
  running: Type.Optional(Strict({ drillId: Id, minutes: Type.Integer(), fromMs: InstantMs, untilMs: InstantMs, realOutage: Type.Boolean() })),
  /** The last one that was held, as the report of its window */
  last: Type.Optional(OutageView),
});
export type DrillView = Type.Static<typeof DrillView>;

export const ReconciliationOutcome = Type.Union([Type.Literal('equal'), Type.Literal('explained'), Type.Literal('different'), Type.Literal('waiting'), Type.Literal('not-compared')]);

/** GET, POST /v1/reconciliation */
export const ReconciliationView = Strict({
  fromMs: InstantMs,
  toMs: InstantMs,
  /** The pieces of the journal that were compared */
  spans: Type.Array(Strict({ journalId: Id, fromSeq: Type.Integer(), toSeq: Type.Integer(), headHash: Sha256 })),
  outcome: ReconciliationOutcome,
  words: Type.Array(Message),
  till: TillFigures,
  /** Absent where the centre could not be asked. `buckets` are as it booked them */
  centre: Type.Optional(TillFigures),
  /** Operations that the centre has not got */
  unsent: Count,
  differences: Type.Array(Strict({ opId: Id, seq: Type.Integer(), kind: Type.String(), bucket: Bucket, tillPoints: SignedPoints, centrePoints: SignedPoints, explained: Type.Optional(Type.String()) })),
  unsettled: Type.Array(Strict({ opId: Id, seq: Type.Integer(), kind: Type.String(), state: Type.String(), reason: Type.Optional(Type.String()), words: Type.Array(Message) })),
  /** With POST: the operation that records it */
  opId: Type.Optional(Id),
});
export type ReconciliationView = Type.Static<typeof ReconciliationView>;

/** POST /v1/reconciliation: a day of the store's zone, or from an instant (ISO 8601 with a zone, or milliseconds) to another; today where nothing is said */
export const ReconciliationRequest = Strict({ date: Type.Optional(Type.String()), from: Type.Optional(Type.String()), to: Type.Optional(Type.String()) });
export type ReconciliationRequest = Type.Static<typeof ReconciliationRequest>;
