import { createHistogram } from './histogram.ts';
import type { StatusView } from '../../contract/status.ts';

const modes = ['online', 'limited', 'offline'] as const;
type Committed = 'sale' | 'return';

/** What `GET /metrics` tells: counted here since the start, or read from the status. */
export interface Metrics {
  observeRequest(route: string, durationMs: number): void;
  countCommit(kind: Committed): void;
  /** Prometheus text exposition format 0.0.4 */
  text(status: StatusView): string;
}

export function createMetrics(): Metrics {
  const commits: Record<Committed, number> = { sale: 0, return: 0 };
  const requests = createHistogram('till_request_duration_seconds', 'Time from request to answer', 'route', [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1]);
  return {
    observeRequest: (route, durationMs) => {
      requests.observe(route, durationMs);
    },
    countCommit: (kind) => {
      commits[kind] += 1;
    },
    text: (status) => [
      '# HELP till_mode Whether the till is in this mode',
      '# TYPE till_mode gauge',
      ...modes.map((mode) => `till_mode{mode="${mode}"} ${mode === status.mode ? 1 : 0}`),
      '# HELP till_queue_length Operations that the centre has not settled',
      '# TYPE till_queue_length gauge',
      `till_queue_length ${status.queue.length}`,
      '# HELP till_queue_parked Operations that the centre has parked',
      '# TYPE till_queue_parked gauge',
      `till_queue_parked ${status.queue.parked}`,
      '# HELP till_journal_head_seq Last operation of the journal',
      '# TYPE till_journal_head_seq counter',
      `till_journal_head_seq ${status.journal.headSeq}`,
      '# HELP till_bundle_serial Serial of the bundle in service, 0 for none',
      '# TYPE till_bundle_serial gauge',
      `till_bundle_serial ${status.bundle?.serial ?? 0}`,
      '# HELP till_commits_total Finished sales and returns since the start',
      '# TYPE till_commits_total counter',
      `till_commits_total{kind="sale"} ${commits.sale}`,
      `till_commits_total{kind="return"} ${commits.return}`,
      ...requests.lines(),
      '',
    ].join('\n'),
  };
}
