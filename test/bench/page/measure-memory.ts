import type { Browser } from 'playwright-core';
import { watchMemory, type PageMemory } from '../../e2e/kit/page-memory.ts';
import { openTillPage } from '../../e2e/kit/till-page.ts';
import { sellOne } from './sell-one.ts';
import type { TillUnderTest } from './till-under-test.ts';

/** What one page holds on to after the first sales and after the last. */
export async function measureMemory(browser: Browser, till: TillUnderTest, codes: readonly string[], cards: readonly string[], { first, last }: { first: number; last: number }): Promise<{ before: PageMemory; after: PageMemory }> {
  // Not the page that writes its inputs down: some ten thousand of them would be counted as the page's own.
  const opened = await openTillPage(browser, till.url);
  const { page } = opened;
  await page.locator('.strip-queue').waitFor();
  const memory = await watchMemory(page);
  let before: PageMemory | undefined;
  for (let sold = 0; sold < last; sold += 1) {
    if (sold === first) before = await memory.read();
    await sellOne(page, till, Array.from({ length: 3 + (sold % 4) }, (_, index) => codes[(sold * 7 + index * 3) % codes.length] ?? ''), cards[sold % cards.length] ?? '');
  }
  const after = await memory.read();
  await memory.stop();
  await opened.close();
  return { before: before ?? after, after };
}
