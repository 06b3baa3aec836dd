import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusView } from '../../contract/status.ts';
import type { AgentProcess } from './agent-process.ts';

/** A queue that has not moved for so long will not move any more. */
const patienceMs = 60_000;
const pollMs = 100;

/**
 * Waits until the centre has settled everything that the tills have. What is parked stays: it is reported, not waited for.
 *
 * @returns in words, the tills whose queues stopped moving
 */
export async function drain(agents: readonly AgentProcess[], signal: AbortSignal): Promise<string[]> {
  const stuck = await Promise.all(agents.map((agent) => drainOne(agent, signal)));
  return stuck.flatMap((text) => text ?? []);
}

async function drainOne(agent: AgentProcess, signal: AbortSignal): Promise<string | undefined> {
  let before = '';
  let movedAtMs = Date.now();
  for (;;) {
    const status = await agent.status();
    if (isDrained(status)) return undefined;
    const now = `${status.journal.acknowledgedSeq} ${status.queue.length} ${status.sync.lastContactMs === undefined ? '' : status.mode}`;
    if (now !== before) movedAtMs = Date.now();
    before = now;
    if (Date.now() - movedAtMs > patienceMs) {
      return `till ${agent.till + 1} keeps ${status.queue.length} operations: ${status.mode}, ${status.modeReason}, ${status.sync.lastError ?? 'no error'}`;
    }
    await sleep(pollMs, undefined, { signal });
  }
}

function isDrained({ mode, queue, journal }: StatusView): boolean {
  return mode === 'online' && journal.acknowledgedSeq === journal.headSeq && queue.length === queue.parked;
}
