/** Wire messages of the comparison of a shift (pure: shapes only). */
import Type from 'typebox';
import { Bucket } from '../../agent/domain/operations/effect.ts';
import { TillFigures } from '../../agent/domain/operations/desk-operations.ts';
import { Id, Points, Sha256, SignedPoints, Strict } from '../../agent/domain/scalars.ts';

const Seq = Type.Integer({ minimum: 0 });

export interface ReconciliationSpan {
  journalId: string;
  fromSeq: number;
  toSeq: number;
}

/** The most operations that one comparison spans. */
export const maxReconciledOperations = 20_000;

/**
 * GET /till/v1/reconciliation?journalId=&fromSeq=&toSeq= : what the centre has of this piece of the till's journal. `figures` are as the stored operations state
 * them, `booked` what the ledger has under their ids. An older centre answers 404.
 */
export const ReconciliationAnswer = Strict({
  /** The last operation of the piece that the centre has, and its hash; `seq` 0 where it has none */
  last: Strict({ seq: Seq, hash: Sha256 }),
  figures: TillFigures,
  booked: Type.Array(Strict({ bucket: Bucket, points: SignedPoints })),
  differences: Type.Array(Strict({
    opId: Id, seq: Seq, kind: Type.String(), bucket: Bucket, tillPoints: SignedPoints, centrePoints: SignedPoints,
    /** As in `till central audit`; absent where nothing explains it */
    explained: Type.Optional(Type.String()),
  })),
  unsettled: Type.Array(Strict({ opId: Id, seq: Seq, kind: Type.String(), verdict: Type.Union([Type.Literal('waiting'), Type.Literal('parked')]), reason: Type.Optional(Type.String()) })),
  /** What the centre found out about these operations, by kind */
  findings: Type.Array(Strict({ kind: Type.String(), count: Type.Integer({ minimum: 1 }), points: Points })),
});
export type ReconciliationAnswer = Type.Static<typeof ReconciliationAnswer>;
