import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something that happens by itself; fails loudly where it does not. */
export async function until(what: string, holds: () => boolean, withinMs = 60_000): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(5);
  }
}
