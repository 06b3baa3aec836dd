import type { Browser, Page } from 'playwright-core';
import { openPage } from './open-page.ts';
import type { TillUnderTest } from './till-under-test.ts';

/** The browser tells only of inputs whose picture came later than that. */
const leastToldMs = 16;

export interface InputsMs {
  /** From each key and touch to the next picture; those below 16 ms count as 16 */
  paintsMs: number[];
  /** How long the page's thread was held, where it was for 50 ms and more */
  longTasksMs: number[];
}

/** Works at the page by key and by touch for as long as `isOn`, while a scanner beside it brings goods. */
export async function measureInputs(browser: Browser, till: TillUnderTest, codes: readonly string[], slowdown: number, isOn: (rounds: number) => boolean): Promise<InputsMs> {
  const opened = await openPage(browser, till.url, slowdown);
  const { page, context } = opened;
  for (let round = 0; isOn(round); round += 1) {
    const before = await page.locator('.line').count();
    await till.scan(codes[round % codes.length] ?? '');
    if (before === 0) await page.locator('.line').first().waitFor();
    await workAtSale(page);
    // A basket of today, not of a warehouse.
    if (round % 12 === 11) {
      await page.keyboard.press('F9');
      await page.locator('.empty').waitFor();
    }
  }
  // The last pictures are told a moment later than they are shown.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  const { inputs, paints, longTasksMs } = await opened.record();
  await context.close();
  const told = Object.values(paints);
  return { paintsMs: [...told, ...Array.from({ length: Math.max(0, inputs - told.length) }, () => leastToldMs)], longTasksMs };
}

/** Search, quantity, why, another place and back: each by key, then the same by touch where there is a button for it. */
async function workAtSale(page: Page): Promise<void> {
  const { keyboard } = page;
  await keyboard.press('F2');
  for (const digit of '101') await keyboard.press(digit, { delay: 40 });
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await keyboard.press('+');
  await keyboard.press('-');
  await keyboard.press('ArrowUp');
  await keyboard.press('F6');
  await page.locator('.sheet').waitFor();
  await keyboard.press('Escape');
  await page.locator('.line-name').first().tap();
  await page.locator('.sheet').waitFor();
  await keyboard.press('Escape');
  await keyboard.press('F8');
  await page.locator('.place-screen').waitFor();
  await page.locator('.place').first().tap();
  await page.locator('.line').first().waitFor();
}
