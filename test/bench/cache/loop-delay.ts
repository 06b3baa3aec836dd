import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 1;

/** The longest that the event loop was held while the work was done, in milliseconds beyond the timer's own pace. */
export async function longestHoldMs(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  await work();
  // One more turn, so that the last hold is counted.
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return Math.max(0, delay.max / 1e6 - resolutionMs);
}
