import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { SaleList } from '../../../agent/contract/sale.ts';
import { launchBrowser } from './browser.ts';
import { buildPage, type BuiltPage } from './built-page.ts';
import { startDemoChain, type DemoChain, type DemoChainOptions } from './demo-chain.ts';
import { openTillPage, type OpenOptions, type TillPage } from './till-page.ts';

/** What a wait in these tests may take on a loaded machine. */
export const eventually = { timeout: 60_000, interval: 50 };

/** The real chain and a browser for a file of tests, and a page for each of them. */
export interface DemoTill {
  readonly browser: Browser;
  /** Of the built page, for another agent that serves it */
  readonly pageFolder: string;
  readonly chain: DemoChain;
  /** The page that was opened last */
  readonly till: TillPage;
  /**
   * A page, once the till has said how it is, or `until` is there where the page has no strip of states. It is closed
   * with the test, which fails where the page made a mistake. `url`: of another agent than the chain's
   */
  open: (options?: OpenOptions & { url?: string; path?: string; until?: string }) => Promise<TillPage>;
  /** These words stand on the page. */
  shows: (text: string | RegExp) => Promise<void>;
  /** The centre is there, and has all. */
  untilOnline: () => Promise<void>;
  /** Without the centre, until the work is done. */
  offline: (work: () => Promise<void>) => Promise<void>;
  /** The page's session, as if somebody had signed in on it. */
  signIn: (user: string, pin: string) => Promise<void>;
  /** Headers of a call of till software under this person's name. */
  as: (user: string, pin: string) => Promise<Record<string, string>>;
  /** No page after this finds a sale. */
  endSales: (headers?: Readonly<Record<string, string>>) => Promise<void>;
}

export function useDemoTill(options: Omit<DemoChainOptions, 'pageFolder'> = {}): DemoTill {
  let built: BuiltPage;
  let browser: Browser;
  let chain: DemoChain;
  let pages: TillPage[] = [];

  beforeAll(async () => {
    [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
    chain = await startDemoChain({ pageFolder: built.folder, ...options });
    await untilOnline();
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
    await built.remove();
  });
  afterEach(async () => {
    const faults = pages.flatMap((page) => page.faults);
    await Promise.all(pages.map((page) => page.close()));
    pages = [];
    if (faults.length > 0) throw new Error(`the page made mistakes: ${faults.join('; ')}`);
  });

  async function untilOnline(): Promise<void> {
    await vi.waitFor(async () => expect(await chain.status()).toMatchObject({ mode: 'online', queue: { length: 0 } }), eventually);
  }
  async function session(user: string, pin: string): Promise<string> {
    return (await chain.call<{ sessionToken: string }>('POST', '/v1/session', { user, pin })).sessionToken;
  }
  function newest(): TillPage {
    const page = pages.at(-1);
    if (page === undefined) throw new Error('no page is open');
    return page;
  }
  return {
    get browser() {
      return browser;
    },
    get pageFolder() {
      return built.folder;
    },
    get chain() {
      return chain;
    },
    get till() {
      return newest();
    },
    async open({ url = chain.url, path = '', until = '.strip-queue', ...rest } = {}) {
      const page = await openTillPage(browser, url + path, rest);
      pages.push(page);
      await page.page.locator(until).first().waitFor();
      return page;
    },
    shows: (text) => newest().page.getByText(text).first().waitFor(),
    untilOnline,
    async offline(work) {
      await chain.stopCentral();
      try {
        await newest().page.locator('.mode-offline').waitFor();
        await work();
      } finally {
        await chain.startCentral();
      }
      await untilOnline();
    },
    async signIn(user, pin) {
      const { page } = newest();
      await page.evaluate((token) => sessionStorage.setItem('till.session', token), await session(user, pin));
      await page.reload();
      await page.locator('.strip-queue').waitFor();
    },
    as: async (user, pin) => ({ 'x-operator-session': await session(user, pin) }),
    async endSales(headers) {
      for (const state of ['priced', 'held', 'in-doubt']) {
        for (const { saleId, revision } of (await chain.call<SaleList>('GET', `/v1/sales?state=${state}&limit=50`, undefined, headers)).sales) await chain.call('POST', `/v1/sales/${saleId}/cancel`, { revision }, headers);
      }
    },
  };
}
