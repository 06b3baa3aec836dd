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
  const { moment, latency: shownLatency } = useShown();
  const queue = points.map(({ atMs, queue: value }) => ({ atMs, value }));
  const latency = points.flatMap(({ atMs, latencyMs }) => (latencyMs === undefined ? [] : [{ atMs, value: latencyMs }]));
  const [first, last] = [points.at(0)?.atMs, points.at(-1)?.atMs];
  return (
    <figure className="history-chart">
      <Strip className="history-queue" words={queueWords} shown={String} points={queue} fromMs={first} toMs={last} />
      <Strip className="history-latency" words={latencyWords} shown={shownLatency} points={latency} fromMs={first} toMs={last} />
      <figcaption><span>{moment(first)}</span><span>{moment(last)}</span></figcaption>
    </figure>
  );
}

interface StripProps {
  className: string;
  words: string;
  shown: (value: number) => string;
  points: readonly StepPoint[];
  fromMs: number | undefined;
  toMs: number | undefined;
}

function Strip({ className, words, shown, points, fromMs = 0, toMs = 0 }: Readonly<StripProps>) {
  const last = points.at(-1)?.value;
  const { line, most } = stepLine(points, { fromMs, toMs, width, height });
  return (
    <div className={className}>
      <p>{words}: {last === undefined ? '–' : shown(last)} (≤ {shown(most)})</p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}><polyline points={line} /></svg>
    </div>
  );
}
