import type { Page } from 'playwright-core';
import type { TillUnderTest } from './till-under-test.ts';

/** A sale as a busy cashier makes it: goods and a card by the scanner, a look at why, a line removed and taken back, another place and back, the next one. */
export async function sellOne(page: Page, till: TillUnderTest, codes: readonly string[], card: string): Promise<void> {
  for (const code of codes) await till.scan(code);
  await till.scan(card);
  await page.locator('.customer-head').waitFor();
  await page.keyboard.press('F6');
  await page.locator('.sheet').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await page.locator('.notice').waitFor();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('F3');
  await page.locator('.cards').first().waitFor();
  await page.keyboard.press('F1');
  await page.locator('.line').first().waitFor();
  await page.keyboard.press('F12');
  await page.locator('.done').waitFor();
  await page.keyboard.press('F12');
  await page.locator('.empty').waitFor();
}
