import type { Browser, BrowserContext, Page } from 'playwright-core';
import { tillScreen } from '../../e2e/kit/till-screen.ts';

/** What the page writes down about itself, in its own milliseconds unless said otherwise. */
export interface PageRecord {
  /** When the sale could first be worked with */
  interactiveAtMs: number | undefined;
  /** Keys and touches */
  inputs: number;
  /** From an input to the next picture, of those that took 16 ms and more: by the browser's number of the interaction */
  paints: Record<string, number>;
  /** How long the page's thread was held, where it was for 50 ms and more */
  longTasksMs: number[];
  /** When each tone began, in milliseconds of the wall clock */
  tonesAtMs: number[];
}

/** Opens the page of this till on a machine so many times slower. */
export async function openPage(browser: Browser, url: string, slowdown: number): Promise<{ page: Page; context: BrowserContext; record(): Promise<PageRecord> }> {
  const context = await browser.newContext({ viewport: tillScreen, hasTouch: true, reducedMotion: 'reduce' });
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  if (slowdown !== 1) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  }
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as unknown as { record: PageRecord }).record.interactiveAtMs !== undefined);
  return { page, context, record: () => page.evaluate(() => (globalThis as unknown as { record: PageRecord }).record) };
}

/** Runs in the page before any code of it. */
function watchPage(): void {
  const record: PageRecord = { interactiveAtMs: undefined, inputs: 0, paints: {}, longTasksMs: [], tonesAtMs: [] };
  Object.assign(globalThis, { record });
  const sale = new MutationObserver(() => {
    if (document.querySelector('[role=combobox]') === null || document.querySelector('.strip-queue') === null) return;
    sale.disconnect();
    // After the picture, and after whatever else stands in the queue.
    requestAnimationFrame(() => setTimeout(() => (record.interactiveAtMs = performance.now())));
  });
  sale.observe(document, { childList: true, subtree: true });
  for (const name of ['keydown', 'pointerup']) addEventListener(name, () => (record.inputs += 1), { capture: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
      if (entry.interactionId > 0) record.paints[entry.interactionId] = Math.max(record.paints[entry.interactionId] ?? 0, entry.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => record.longTasksMs.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  // The page opens its audio once and then makes a tone of each signal.
  const Audio = AudioContext;
  Object.assign(globalThis, {
    AudioContext: class extends Audio {
      override createOscillator(): OscillatorNode {
        record.tonesAtMs.push(performance.timeOrigin + performance.now());
        return super.createOscillator();
      }
    },
  });
}
