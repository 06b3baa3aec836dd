import type { SyncPoint } from '../../state/sync-history.ts';
import { stepLine, type StepPoint } from '../../components/step-line.ts';
import { useShown } from './use-shown.ts';

export interface HistoryChartProps {
  points: readonly SyncPoint[];
  queueWords: string;
  latencyWords: string;
}

const width = 960;
const height = 96;

/** Queue and latency over the last hour, one under the other with one axis of time. */
export function HistoryChart({ points, queueWords, latencyWords }: Readonly<HistoryChartProps>) {
  const { moment } = useShown();
  const queue = points.map(({ atMs, queue: value }) => ({ atMs, value }));
  const latency = points.flatMap(({ atMs, latencyMs }) => (latencyMs === undefined ? [] : [{ atMs, value: latencyMs }]));
  const [first, last] = [points.at(0)?.atMs, points.at(-1)?.atMs];
  return (
    <figure className="history-chart">
      <Strip className="history-queue" words={queueWords} unit="" points={queue} fromMs={first} toMs={last} />
      <Strip className="history-latency" words={latencyWords} unit=" ms" points={latency} fromMs={first} toMs={last} />
      <figcaption><span>{moment(first)}</span><span>{moment(last)}</span></figcaption>
    </figure>
  );
}

interface StripProps {
  className: string;
  words: string;
  unit: string;
  points: readonly StepPoint[];
  fromMs: number | undefined;
  toMs: number | undefined;
}

function Strip({ className, words, unit, points, fromMs = 0, toMs = 0 }: Readonly<StripProps>) {
  const { line, most } = stepLine(points, { fromMs, toMs, width, height });
  return (
    <div className={className}>
      <p>{words}: {points.at(-1)?.value ?? '–'}{unit} (≤ {most}{unit})</p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}><polyline points={line} /></svg>
    </div>
  );
}
