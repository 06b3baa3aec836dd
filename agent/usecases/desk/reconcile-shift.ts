import { centreStanding } from './centre-standing.ts';
import { figuresOf, recordedFigures } from './figures.ts';
import { piecesOf } from './pieces.ts';
import type { ShiftReconciled, TillFigures } from '../../domain/operations/desk-operations.ts';
import type { CentreFigures, JournalPiece } from '../../ports/centre-books.ts';
import type { DeskTill } from './desk-till.ts';

export interface ShiftCompared {
  readonly spans: ShiftReconciled['spans'];
  readonly outcome: ShiftReconciled['outcome'];
  readonly till: TillFigures;
  readonly centre?: TillFigures;
  readonly unsent: number;
  readonly differences: CentreFigures['differences'];
  readonly unsettled: { opId: string; seq: number; kind: string; state: string; reason?: string }[];
}

/** Compares what this till journalled in the span of time with what the centre has of it. Out of reach of the centre: what can be said without it. */
export async function reconcileShift(desk: DeskTill, fromMs: number, toMs: number): Promise<ShiftCompared> {
  const fromSeq = desk.reader.firstSince(fromMs);
  const toSeq = desk.reader.firstSince(toMs) - 1;
  const pieces = piecesOf(desk, fromSeq, toSeq);
  const till = recordedFigures(figuresOf(desk.reader.span(fromSeq, toSeq)));
  const spans = pieces.map((piece) => ({ ...piece, headHash: desk.outbox.hashAt(piece.toSeq) ?? '' }));
  const own = { spans, till, unsent: Math.max(0, toSeq - Math.max(fromSeq - 1, desk.outbox.position().seq)) };
  const told: { piece: JournalPiece; figures: CentreFigures }[] = [];
  for (const piece of pieces) {
    const figures = await desk.centre.reconcile(piece);
    if (figures === undefined) return { ...own, outcome: 'not-compared', differences: [], unsettled: unsettledHere(desk, fromSeq, toSeq) };
    told.push({ piece, figures });
  }
  const differences = told.flatMap(({ figures }) => figures.differences);
  const isLacking = told.some(({ piece, figures }) => figures.last.seq < piece.toSeq);
  const isOther = told.some(({ piece, figures }) => figures.last.seq === piece.toSeq && figures.last.hash !== desk.outbox.hashAt(piece.toSeq));
  return {
    ...own,
    outcome: isOther ? 'different' : isLacking ? 'waiting' : outcomeOf(till, told.map(({ figures }) => figures), differences),
    centre: summed(told.map(({ figures }) => ({ ...figures.figures, buckets: figures.booked }))),
    differences,
    unsettled: told.flatMap(({ figures }) => figures.unsettled.map(({ verdict, ...one }) => ({ ...one, state: verdict }))),
  };
}

function outcomeOf(till: TillFigures, told: readonly CentreFigures[], differences: CentreFigures['differences']): ShiftCompared['outcome'] {
  if (!isSame(till, summed(told.map(({ figures }) => figures)))) return 'different';
  if (differences.length === 0) return 'equal';
  return differences.every(({ explained }) => explained !== undefined) ? 'explained' : 'different';
}

function isSame(one: TillFigures, other: TillFigures): boolean {
  return one.operations === other.operations && one.sales.count === other.sales.count && one.sales.payableMinor === other.sales.payableMinor
    && one.returns.count === other.returns.count && one.returns.refundMinor === other.returns.refundMinor
    && one.buckets.length === other.buckets.length && one.buckets.every(({ bucket, points }) => other.buckets.some((each) => each.bucket === bucket && each.points === points));
}

function summed(all: readonly TillFigures[]): TillFigures {
  const buckets = new Map<TillFigures['buckets'][number]['bucket'], number>();
  for (const { bucket, points } of all.flatMap((each) => each.buckets)) buckets.set(bucket, (buckets.get(bucket) ?? 0) + points);
  const sum = (of: (figures: TillFigures) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    operations: sum(({ operations }) => operations),
    sales: { count: sum(({ sales }) => sales.count), payableMinor: sum(({ sales }) => sales.payableMinor) },
    returns: { count: sum(({ returns }) => returns.count), refundMinor: sum(({ returns }) => returns.refundMinor) },
    buckets: [...buckets].filter(([, points]) => points !== 0).map(([bucket, points]) => ({ bucket, points })).toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1)),
  };
}

/** What this till knows by itself of operations that are not settled. */
function unsettledHere(desk: DeskTill, fromSeq: number, toSeq: number): ShiftCompared['unsettled'] {
  return [...desk.reader.span(fromSeq, toSeq)].flatMap(({ opId, seq, kind }) => {
    const { state, reason } = centreStanding(desk, seq);
    return state === 'sent' || state === 'unsent' ? [] : [{ opId, seq, kind, state, ...(reason === undefined ? {} : { reason }) }];
  });
}
