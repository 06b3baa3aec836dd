import type { Link, LinkStore } from './link.ts';

/** How the queue and the way to the centre were at one moment. */
export interface SyncPoint {
  atMs: number;
  queue: number;
  /** Absent before the centre has answered */
  latencyMs: number | undefined;
}

/** The last hour, kept in the page from its start on, so that a technician who comes sees what was before. */
export interface SyncHistory {
  points(): readonly SyncPoint[];
}

const spanMs = 3_600_000;
/** Closer than this only the newest stays */
const stepMs = 5_000;

export function createSyncHistory({ link$ }: Pick<LinkStore, 'link$'>): SyncHistory {
  const points: SyncPoint[] = [];
  link$.subscribe(({ state, status }: Link) => {
    if (state !== 'up' || status === undefined) return;
    const point = { atMs: status.clock.atMs, queue: status.queue.length, latencyMs: status.sync.latencyMs };
    const before = points.at(-2);
    if (before !== undefined && point.atMs - before.atMs < stepMs) points.pop();
    points.push(point);
    while (points[0] !== undefined && points[0].atMs < point.atMs - spanMs) points.shift();
  });
  return { points: () => [...points] };
}
