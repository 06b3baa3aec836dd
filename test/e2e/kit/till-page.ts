import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { makeTimersHoldable } from './held-timers.ts';
import { tillScreen } from './till-screen.ts';
import { typeAsScanner } from './wedge.ts';

export type Language = 'ru' | 'kk' | 'en';

export interface OpenOptions {
  language?: Language;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** One open page, with what a cashier sees of it as locators. */
export interface TillPage {
  page: Page;
  context: BrowserContext;
  /** Errors of the page's own code, and what its Content-Security-Policy refused: both must stay empty */
  faults: readonly string[];
  payable: Locator;
  lines: Locator;
  mode: Locator;
  notice: Locator;
  search: Locator;
  scan(code: string, terminator?: 'Enter' | 'Tab'): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Rules of WCAG 2.1 A and AA that the page breaks now */
  axe(): Promise<string[]>;
  close(): Promise<void>;
}

/** From a key to the scanner: a hand takes so long at least, and a key right before a code would be its first sign. */
const handMs = 200;

export async function openTillPage(browser: Browser, url: string, { language, colorScheme = 'light', viewport = tillScreen }: OpenOptions = {}): Promise<TillPage> {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  // a loaded machine's slowness is no fault
  context.setDefaultTimeout(60_000);
  await makeTimersHoldable(context);
  if (language !== undefined) await context.addInitScript((wanted) => localStorage.setItem('till.language', wanted), language);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  await page.goto(url);
  return {
    page,
    context,
    faults,
    payable: page.getByTestId('payable'),
    lines: page.locator('.line'),
    mode: page.locator('.mode'),
    notice: page.locator('.notice'),
    search: page.getByRole('combobox'),
    scan: (code, terminator) => typeAsScanner(page, code, terminator, handMs),
    button: (name) => page.getByRole('button', { name }),
    async axe() {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
      return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    },
    close: () => context.close(),
  };
}

/** The text as the eye sees it: one kind of space. */
export async function shownText(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();
}
