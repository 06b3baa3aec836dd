import type { Browser } from 'playwright-core';
import { openPage } from './open-page.ts';

/** From an empty window, with nothing of the page kept from before, to a sale that can be worked with; milliseconds of each start. */
export async function measureStarts(browser: Browser, url: string, slowdown: number, rounds: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const opened = await openPage(browser, url, slowdown);
    tookMs.push((await opened.record()).interactiveAtMs ?? Number.NaN);
    await opened.context.close();
  }
  return tookMs;
}
