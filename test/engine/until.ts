import { vi } from 'vitest';

/** Waits for a state that must come; how long it takes is no part of any test. */
export async function until(isSo: () => boolean, what = 'the state that was waited for'): Promise<void> {
  await vi.waitFor(() => {
    if (!isSo()) throw new Error(`${what} has not come`);
  }, { timeout: 90_000, interval: 5 });
}
