import type { Browser } from 'playwright-core';
import { openPage } from './open-page.ts';
import type { TillUnderTest } from './till-under-test.ts';

const patienceMs = 5_000;

/** From the scanner's word to the agent until the page's tone begins, in milliseconds; what the machine's sound card adds is its own. */
export async function measureSounds(browser: Browser, till: TillUnderTest, codes: readonly string[], slowdown: number): Promise<number[]> {
  const opened = await openPage(browser, till.url, slowdown);
  const { page, context } = opened;
  const tookMs: number[] = [];
  // A browser that nobody touched is silent.
  await page.mouse.click(5, 5);
  for (const code of codes) {
    const { tonesAtMs: { length: before } } = await opened.record();
    const scannedAtMs = performance.timeOrigin + performance.now();
    await till.scan(code);
    await page.waitForFunction((count) => (globalThis as unknown as { record: { tonesAtMs: number[] } }).record.tonesAtMs.length > count, before, { timeout: patienceMs });
    tookMs.push(((await opened.record()).tonesAtMs[before] ?? Number.NaN) - scannedAtMs);
  }
  await context.close();
  return tookMs;
}
