/** What a manager does at the desk of a till: repairs, drills, the end of a shift. */
import Type from 'typebox';
import { Accrual } from '../pricing/priced-sale.ts';
import { AmountMinor, Id, InstantMs, LocalDate, Points, Sha256, SignedPoints, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Bucket, Effect } from './effect.ts';
import { SaleCounts } from './sale-counts.ts';

/** `send-again`: the centre looks at it once more · `relink`: booked on another account · `void`: closed with no effect · `accept`: closed as the centre decided */
export const RepairKind = Type.Union([Type.Literal('send-again'), Type.Literal('relink'), Type.Literal('void'), Type.Literal('accept')]);
export type RepairKind = Type.Static<typeof RepairKind>;

const Why = Type.String({ minLength: 1, maxLength: 500 });

/** A manager repaired an operation that the centre had not settled. That operation stays as it is. */
export const OperationResolved = Strict({
  ...actionFields,
  /** Which operation: its journal, place and id */
  journalId: Id,
  seq: Type.Integer({ minimum: 1 }),
  opId: Id,
  repair: RepairKind,
  /** In the manager's words */
  reason: Why,
  /** With `relink` the account that it is booked on; else the one that it names, if any */
  accountId: Type.Optional(Id),
  /** Of the repaired operation, where it has one */
  saleId: Type.Optional(Id),
  /** With `relink`: the day of the sale, and what it gives that account besides the postings */
  soldOn: Type.Optional(LocalDate),
  accruals: Type.Optional(Type.Array(Accrual)),
  counts: Type.Optional(SaleCounts),
  effects: Type.Array(Effect),
});
export type OperationResolved = Type.Static<typeof OperationResolved>;

/** What a till did in a span of its journal. */
export const TillFigures = Strict({
  operations: Type.Integer({ minimum: 0 }),
  sales: Strict({ count: Type.Integer({ minimum: 0 }), payableMinor: AmountMinor }),
  returns: Strict({ count: Type.Integer({ minimum: 0 }), refundMinor: AmountMinor }),
  /** Points by bucket, as posted */
  buckets: Type.Array(Strict({ bucket: Bucket, points: SignedPoints })),
});
export type TillFigures = Type.Static<typeof TillFigures>;

export const DrillHeld = Strict({
  ...actionFields,
  drillId: Id,
  minutes: Type.Integer({ minimum: 1 }),
  fromMs: InstantMs,
  toMs: InstantMs,
  /** Whether its time was over or somebody ended it */
  endedBy: Type.Union([Type.Literal('time'), Type.Literal('person')]),
  /** The centre was really out of reach at some moment of it */
  realOutage: Type.Optional(Type.Literal(true)),
  figures: TillFigures,
  spent: Strict({ allowancePoints: Points, riskPoints: Points }),
  effects: Type.Array(Effect),
});
export type DrillHeld = Type.Static<typeof DrillHeld>;

/** A shift's figures as the manager saw them, and how the centre's compare. */
export const ShiftReconciled = Strict({
  ...actionFields,
  /** The piece of the journal that was compared */
  spans: Type.Array(Strict({ journalId: Id, fromSeq: Type.Integer({ minimum: 1 }), toSeq: Type.Integer({ minimum: 1 }), headHash: Sha256 })),
  figures: TillFigures,
  /** `equal`; `explained`: each difference has a name; `different`; `waiting`: the centre has not all of it; `not-compared`: it was out of reach */
  outcome: Type.Union([Type.Literal('equal'), Type.Literal('explained'), Type.Literal('different'), Type.Literal('waiting'), Type.Literal('not-compared')]),
  differences: Type.Integer({ minimum: 0 }),
  unsettled: Type.Integer({ minimum: 0 }),
  effects: Type.Array(Effect),
});
export type ShiftReconciled = Type.Static<typeof ShiftReconciled>;
