import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { SaleList, SaleView } from '../../../agent/contract/sale.ts';
import { startDemoChain, type DemoChain } from '../kit/demo-chain.ts';
import { openTillPage, type Language, type TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';
import { pictureFile, type formats, type Look, type PlacePictures, type Size } from './plan-pictures.ts';

/** One picture in one language, theme and size: the file, or why there is none. */
export interface Taken extends Look {
  place: string;
  name: string;
  file: string;
  fault?: string;
}

export interface TakeOptions {
  browser: Browser;
  pageFolder: string;
  targetFolder: string;
  languages: readonly Language[];
  themes: readonly Look['theme'][];
  sizes: readonly Size[];
  format: (typeof formats)[number];
  /** Nothing more is begun once it is aborted. */
  signal: AbortSignal;
  onTaken: (taken: Taken) => void;
}

/** Until the line that lit up has gone out, and everything is sent */
const settleMs = 1200;
const newWordsMs = 300;
const lookMs = 200;
/** Of 100: all letters can be read, and four hundred pictures are seven megabytes */
const webpQuality = 10;

/** All pictures of one place, from a demo shop of its own. A picture that fails is told of, and the next is taken. */
export async function takePictures({ place, pictures }: PlacePictures, options: TakeOptions): Promise<void> {
  await mkdir(join(options.targetFolder, place), { recursive: true });
  const chain = await startDemoChain({ pageFolder: options.pageFolder });
  let isCentralUp = true;
  const watched: DemoChain = {
    ...chain,
    async stopCentral() {
      isCentralUp = false;
      await chain.stopCentral();
    },
    async startCentral() {
      await chain.startCentral();
      isCentralUp = true;
    },
  };
  try {
    // Cards that are still loaded are no part of any picture.
    while ((await chain.status()).mode !== 'online') await setTimeout(lookMs);
    for (const picture of pictures) {
      for (const size of options.sizes) if (!options.signal.aborted) await takeAll({ ...options, chain: watched, place, picture, size, begin });
    }
  } finally {
    await chain.close();
  }

  async function begin(): Promise<void> {
    if (!isCentralUp) await watched.startCentral();
    await endSales(chain);
  }
}

interface TakeAll extends TakeOptions {
  chain: DemoChain;
  place: string;
  picture: Picture;
  size: Size;
  /** As at the beginning of a day: a centre, and no sale */
  begin: () => Promise<void>;
}

/** One picture in all languages and themes. The page is brought there once where it has the languages to choose from, else once for each. */
async function takeAll({ browser, chain, place, picture, size, languages, themes, targetFolder, format, signal, onTaken, begin }: TakeAll): Promise<void> {
  let till: TillPage | undefined;
  for (const language of languages) {
    if (signal.aborted) break;
    const one = { place, name: picture.name, language, size };
    const fileOf = (theme: Look['theme']) => join(targetFolder, place, pictureFile(picture.name, { language, theme, size }, format));
    try {
      if (till === undefined || !(await speak(till.page, language))) {
        await till?.close();
        await begin();
        till = await openTillPage(browser, chain.url, { language, viewport: size });
        await till.page.locator('.strip-queue').waitFor();
        await picture.work(till, chain);
        await till.page.waitForTimeout(settleMs);
      }
      await till.page.waitForTimeout(newWordsMs);
      for (const theme of themes) {
        await till.page.emulateMedia({ colorScheme: theme });
        await writeFile(fileOf(theme), format === 'webp' ? await small(till.page) : await till.page.screenshot());
        onTaken({ ...one, theme, file: fileOf(theme) });
      }
    } catch (error) {
      if (!signal.aborted) for (const theme of themes) onTaken({ ...one, theme, file: fileOf(theme), fault: String(error) });
      await till?.close();
      till = undefined;
    }
  }
  await till?.close();
  await begin();
}

/** Another language as a cashier chooses it, over any sheet. False where the page has no choice. */
async function speak(page: Page, language: Language): Promise<boolean> {
  const button = page.locator(`.language[lang=${language}]`);
  if ((await button.count()) === 0) return false;
  await button.evaluate((chosen: HTMLElement) => chosen.click());
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
  return true;
}

/** A sixth of the bytes, for a repository that keeps every screen in every language. Playwright itself writes no WebP. */
async function small(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: webpQuality });
  return Buffer.from(data, 'base64');
}

/** The next picture begins with no sale. */
async function endSales(chain: DemoChain): Promise<void> {
  for (const state of ['priced', 'held', 'in-doubt'] satisfies SaleView['state'][]) {
    const { sales } = await chain.call<SaleList>('GET', `/v1/sales?state=${state}`);
    for (const { saleId, revision } of sales) await chain.call('POST', `/v1/sales/${saleId}/cancel`, { revision });
  }
}
