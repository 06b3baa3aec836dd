import { stepLine } from '../../components/step-line.ts';
import type { OutageReport } from '../../../agent/contract/desk.ts';

export interface Chart {
  /** What of the report is drawn: the outages, and a little before and after them */
  fromMs: number;
  toMs: number;
  /** Spans without contact */
  bands: { x: number; width: number; isDrill: boolean }[];
  /** The queue as steps, for a polyline */
  line: string;
  /** The most operations that waited at once */
  most: number;
}

/** A span is never narrower than this: a short outage is the one that nobody else would notice. */
const leastWidth = 2;

/** Where things lie in a picture of this size: time from left to right, the queue from the bottom up. */
export function chartOf(report: OutageReport, width: number, height: number): Chart {
  const { outages } = report;
  const { fromMs, toMs } = windowOf(report);
  const spanMs = Math.max(1, toMs - fromMs);
  const xOf = (atMs: number) => Math.round((Math.min(Math.max(atMs, fromMs), toMs) - fromMs) / spanMs * width);
  const bands = outages.map((outage) => {
    const x = xOf(outage.fromMs);
    return { x, width: Math.max(leastWidth, xOf(outage.toMs ?? toMs) - x), isDrill: outage.kind === 'drill' };
  });
  const places = outages.flatMap(({ fromMs: startMs, toMs: endMs = toMs, drainMs, queue }) => {
    const last = queue.at(-1)?.operations ?? 0;
    // When it is not known that all was sent, it is shown as waiting to this day.
    const sentMs = drainMs === undefined ? toMs : endMs + drainMs;
    return [{ atMs: startMs, operations: 0 }, ...queue, { atMs: endMs, operations: last }, { atMs: sentMs, operations: drainMs === undefined ? last : 0 }];
  }).toSorted((one, other) => one.atMs - other.atMs);
  const { line, most } = stepLine([{ atMs: fromMs, value: 0 }, ...places.map(({ atMs, operations }) => ({ atMs, value: operations }))], { fromMs, toMs, width, height });
  return { fromMs, toMs, bands, line, most };
}

const leastMarginMs = 60_000;

/** An outage of some minutes would be a hair's breadth in a picture of a month. */
function windowOf({ fromMs, toMs, outages }: OutageReport): { fromMs: number; toMs: number } {
  const firstMs = Math.min(toMs, ...outages.map((outage) => outage.fromMs));
  const lastMs = Math.max(firstMs, ...outages.map((outage) => (outage.toMs ?? toMs) + (outage.drainMs ?? 0)));
  const marginMs = Math.max(leastMarginMs, (lastMs - firstMs) / 10);
  return { fromMs: Math.max(fromMs, firstMs - marginMs), toMs: Math.min(toMs, lastMs + marginMs) };
}
