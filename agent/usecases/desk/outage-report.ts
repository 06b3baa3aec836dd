import { readOperation } from '../../domain/operations/read-operation.ts';
import { centreStanding } from './centre-standing.ts';
import { figuresOf } from './figures.ts';
import { piecesOf } from './pieces.ts';
import { queueOver, type QueuedAt } from './queue-over.ts';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { CentreFigures } from '../../ports/centre-books.ts';
import type { Outage } from '../../ports/outages.ts';
import type { DeskTill } from './desk-till.ts';
import type { SpanFigures } from './figures.ts';

export interface ReportedOutage {
  readonly outage: Outage;
  readonly figures: SpanFigures;
  readonly queue: readonly QueuedAt[];
  readonly pointsUnconfirmed: number;
  readonly moneyAtRiskMinor: number;
  readonly parked: number;
  readonly variances?: CentreFigures['findings'];
}

/** What happened at this till while the centre was out of reach, and what the centre made of it since, where it can be asked. */
export async function reportOutage(desk: DeskTill, outage: Outage): Promise<ReportedOutage> {
  const toSeq = outage.toSeq ?? desk.till.journal.head().seq;
  const operations = [...desk.reader.span(outage.fromSeq + 1, toSeq)];
  const figures = figuresOf(operations);
  const standings = operations.map((stored) => ({ stored, ...centreStanding(desk, stored.seq) }));
  const unconfirmed = standings.filter(({ state }) => state !== 'sent');
  const hasAll = outage.toSeq !== undefined && unconfirmed.every(({ state }) => state !== 'unsent');
  const variances = hasAll && operations.length > 0 ? await findings(desk, outage.fromSeq + 1, toSeq) : undefined;
  return {
    outage, figures, queue: queueOver(operations),
    pointsUnconfirmed: unconfirmed.reduce((sum, { stored }) => sum + earnedBy(stored), 0),
    moneyAtRiskMinor: figures.spent.riskPoints * (desk.till.activeBundle()?.bundle.points.valueMinor ?? 0),
    parked: standings.filter(({ state }) => state === 'parked').length,
    ...(variances === undefined ? {} : { variances }),
  };
}

async function findings(desk: DeskTill, fromSeq: number, toSeq: number): Promise<CentreFigures['findings'] | undefined> {
  const sum = new Map<string, { kind: string; count: number; points: number }>();
  for (const piece of piecesOf(desk, fromSeq, toSeq)) {
    const told = await desk.centre.reconcile(piece);
    if (told === undefined) return undefined;
    for (const { kind, count, points } of told.findings) {
      const before = sum.get(kind) ?? { kind, count: 0, points: 0 };
      sum.set(kind, { kind, count: before.count + count, points: before.points + points });
    }
  }
  return [...sum.values()];
}

function earnedBy(stored: StoredOperation): number {
  const read = readOperation(stored);
  return read.ok && read.body.kind === 'sale-committed' ? read.body.payload.result.pointsEarned : 0;
}
