import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadTill } from './load-till.ts';

/** A queue that has not moved for so long will not move any more. */
const patienceMs = 60_000;

/** Waits until the centre has everything and the tills have what it made of it. In words: the tills that got stuck. */
export async function drainTills(tills: readonly LoadTill[]): Promise<string[]> {
  let before = '';
  let movedAtMs = Date.now();
  for (;;) {
    const waiting = tills.filter((till) => !till.isDrained());
    if (waiting.length === 0) return [];
    const now = waiting.map((till) => `${till.name} ${till.acknowledged().seq}`).join();
    if (now !== before) movedAtMs = Date.now();
    before = now;
    if (Date.now() - movedAtMs > patienceMs) return waiting.map((till) => `${till.name} is stuck at operation ${till.acknowledged().seq}; ${till.errors.at(-1) ?? 'it logged no error'}`);
    await sleep(50);
  }
}
