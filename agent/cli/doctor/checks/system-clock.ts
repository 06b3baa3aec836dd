import { centralTimeHeader } from '../../../../sync/protocol/messages.ts';
import type { Check } from '../check.ts';

/** No clock of a machine that runs this release can be earlier. */
const releasedMs = Date.parse('2026-11-01T00:00:00Z');
const toleratedMs = 2 * 60_000;

export const systemClock: Check = {
  name: 'clock',
  look: async ({ centralUrl }) => {
    const nowMs = Date.now();
    const todo = 'set the clock, or let the operating system set it (NTP)';
    if (nowMs < releasedMs) return { state: 'failed', detail: `${new Date(nowMs).toISOString()} is before this release was made`, todo };
    const centralMs = centralUrl === undefined ? undefined : await centralTime(centralUrl);
    if (centralMs === undefined) return { state: 'ok', detail: `${new Date(nowMs).toISOString()}; no central to compare with` };
    const aheadMs = nowMs - centralMs;
    const detail = `${new Date(nowMs).toISOString()}, ${Math.abs(aheadMs / 1000).toFixed(1)} s ${aheadMs < 0 ? 'behind' : 'ahead of'} the central`;
    return Math.abs(aheadMs) <= toleratedMs ? { state: 'ok', detail } : { state: 'warning', detail, todo };
  },
};

async function centralTime(centralUrl: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`${centralUrl}/till/v1/ping`, { signal: AbortSignal.timeout(3_000) });
    await answer.arrayBuffer();
    const ms = Number(answer.headers.get(centralTimeHeader) ?? Number.NaN);
    return Number.isFinite(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}
