import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    holdTimers?(isHeld: boolean): void;
  }
}

/**
 * Lets tests hold the waits of the context's pages. A page takes a pause of 50 ms between two keys for a person's, and a busy machine may need longer than that to bring it
 * the next key of a scanner.
 */
export async function makeTimersHoldable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const start = window.setTimeout.bind(window);
    const stop = window.clearTimeout.bind(window);
    /** What came due while timers are held */
    let due: Map<number, () => void> | undefined;
    const holdable = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number => {
      const id = start(() => {
        if (due === undefined || ms === 0) run(...given);
        else due.set(id, () => run(...given));
      }, ms);
      return id;
    };
    const clear = (id: number | undefined): void => {
      if (id !== undefined) due?.delete(id);
      stop(id);
    };
    Object.assign(window, {
      setTimeout: holdable,
      clearTimeout: clear,
      holdTimers: (isHeld: boolean) => {
        const late = due;
        due = isHeld ? new Map() : undefined;
        for (const run of late?.values() ?? []) run();
      },
    });
  });
}

/** Nothing that the page waits for comes due during the work, however long the machine takes for it; it comes right after. */
export async function withHeldTimers(page: Page, work: () => Promise<void>): Promise<void> {
  await page.evaluate(() => window.holdTimers?.(true));
  await work();
  await page.evaluate(() => window.holdTimers?.(false));
}
