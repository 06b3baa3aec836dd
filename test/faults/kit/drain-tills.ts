import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadTill } from './load-till.ts';

/** A queue that has not moved for so long will not move any more. */
const patienceMs = 60_000;

/** Waits until the centre has everything and every till has what it made of all of it. In words: the tills that got stuck. */
export async function drainTills(tills: readonly LoadTill[]): Promise<string[]> {
  let before = '';
  let movedAtMs = Date.now();
  for (;;) {
    // The till whose operation was the last has read the feed to its end.
    const end = Math.max(...tills.map((till) => till.cursor()));
    const waiting = tills.filter((till) => !till.isDrained() || till.cursor() < end);
    if (waiting.length === 0) return [];
    const now = waiting.map((till) => `${till.name} ${till.acknowledged().seq} ${till.cursor()}`).join();
    if (now !== before) movedAtMs = Date.now();
    before = now;
    if (Date.now() - movedAtMs > patienceMs) return waiting.map((till) => `${till.name} is stuck at operation ${till.acknowledged().seq}; ${till.errors.at(-1) ?? 'it logged no error'}`);
    await sleep(50);
  }
}
