import type { TillFigures } from '../domain/operations/desk-operations.ts';
import type { Bucket } from '../domain/operations/effect.ts';

/** A piece of one of this file's journals. */
export interface JournalPiece {
  journalId: string;
  fromSeq: number;
  toSeq: number;
}

/** What the centre has of it. */
export interface CentreFigures {
  /** The last of it that the centre has */
  last: { seq: number; hash: string };
  /** As the operations state it */
  figures: TillFigures;
  /** As it was booked */
  booked: { bucket: Bucket; points: number }[];
  differences: { opId: string; seq: number; kind: string; bucket: Bucket; tillPoints: number; centrePoints: number; explained?: string }[];
  unsettled: { opId: string; seq: number; kind: string; verdict: 'waiting' | 'parked'; reason?: string }[];
  findings: { kind: string; count: number; points: number }[];
}

export interface CentreBooks {
  /** Undefined where the centre cannot be asked now. Never throws for an outage. */
  reconcile(piece: JournalPiece): Promise<CentreFigures | undefined>;
}
