/**
 * Makes the pictures of docs/screens from the demo shop, the real chain and a real browser: `node test/e2e/make-screens.ts [FOLDER]`.
 * Not a test: somebody looks at what comes out.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launchBrowser } from './kit/browser.ts';
import { buildPage } from './kit/built-page.ts';
import { startDemoChain } from './kit/demo-chain.ts';
import { openTillPage, type OpenOptions, type TillPage } from './kit/till-page.ts';
import { projectFolder } from './kit/project-folder.ts';

const gold = '2900770400445';
const basket = [
  '4870073000216', '4870073000216', // bread, two
  '4870023000075', // milk with a price for card holders
  '2200102003548', // cheese by weight
  '4870115000143', '4870115000143', // tea, two: a pair
  '4604562000216', // coffee, cheaper with a card
  '2200127012542', // apples by weight
  '4870128000284', // chocolate
];
const wine = '4870107001127';
const targetFolder = resolve(process.argv[2] ?? join(projectFolder, 'docs/screens'));

async function fill(till: TillPage, ...codes: string[]): Promise<void> {
  for (const code of codes) await till.scan(withCheckDigit(code));
  await till.page.waitForFunction((count) => document.querySelectorAll('.line').length >= count, new Set(codes.filter((code) => code !== gold)).size);
}
/** In-store barcodes above are written with any last digit. */
function withCheckDigit(code: string): string {
  if (!code.startsWith('22')) return code;
  const sum = Array.from(code.slice(0, 12)).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${code.slice(0, 12)}${(10 - (sum % 10)) % 10}`;
}

const built = await buildPage();
const browser = await launchBrowser();
const chain = await startDemoChain({ pageFolder: built.folder });

async function picture(name: string, options: OpenOptions, work: (till: TillPage) => Promise<void>): Promise<void> {
  const till = await openTillPage(browser, chain.url, options);
  await till.page.locator('.strip-queue').waitFor();
  await work(till);
  // Until the line that lit up has gone out, and everything is sent.
  await till.page.waitForTimeout(1500);
  await till.page.screenshot({ path: join(targetFolder, `${name}.png`) });
  // The next picture begins with an empty sale.
  await till.page.keyboard.press('Escape');
  await till.page.keyboard.press('F9');
  await till.page.locator('.line').first().waitFor({ state: 'detached' });
  await till.close();
}

await mkdir(targetFolder, { recursive: true });
await picture('empty', {}, async () => undefined);
await picture('sale', {}, (till) => fill(till, ...basket, gold));
await picture('sale-kk-dark', { language: 'kk', colorScheme: 'dark' }, (till) => fill(till, ...basket, wine, gold));
await picture('points', {}, async (till) => {
  await fill(till, ...basket, gold);
  await till.page.locator('.customer-balance').waitFor();
  await till.page.keyboard.press('F4');
  await till.page.locator('.choice').nth(1).click();
});
await picture('done', {}, async (till) => {
  await fill(till, ...basket, gold);
  await till.page.locator('.customer-balance').waitFor();
  await till.page.keyboard.press('F12');
  await till.page.locator('.done').waitFor();
});
await picture('offline-en', { language: 'en' }, async (till) => {
  await fill(till, ...basket, gold);
  await chain.stopCentral();
  await till.page.locator('.mode-offline').waitFor({ timeout: 60_000 });
});
await browser.close();
await chain.close();
await built.remove();
