/** The shell in a real Electron, where there is one: the page, the forwarder and the locks, against the whole chain. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findElectron } from '../../agent/desktop/find-runtime.ts';
import type { SaleList } from '../../agent/contract/sale.ts';
import { buildPage, type BuiltPage } from '../e2e/kit/built-page.ts';
import { startDemoChain, type DemoChain } from '../e2e/kit/demo-chain.ts';
import { demoCustomer, demoGoods } from '../e2e/kit/demo-shop.ts';
import { typeAsScanner } from '../e2e/kit/wedge.ts';
import { buildShell } from './kit/built-shell.ts';
import { openDisplay, type Display } from './kit/virtual-display.ts';

const timeout = 60_000;
const [bread] = demoGoods('bread');

let missing: string | undefined;
let display: Display;
let executablePath: string;
let folder: string;
let main: string;
let built: BuiltPage;
let chain: DemoChain;
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  const opened = await openDisplay();
  if ('reason' in opened) return skipAll(opened.reason);
  display = opened;
  const found = findElectron({ ...process.env, ...display.environment });
  if ('reason' in found) return skipAll(found.reason);
  executablePath = found.path;
  folder = await mkdtemp(join(tmpdir(), 'till-desktop-'));
  [main, built] = await Promise.all([buildShell(join(folder, 'shell')), buildPage()]);
  chain = await startDemoChain();
  app = await _electron.launch({ executablePath, args: args('profile'), env: environment(), timeout });
  page = await app.firstWindow({ timeout });
});
afterAll(async () => {
  await app?.close();
  await chain?.close();
  await built?.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  display?.close();
});
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing);
});

/** The reporter counts what was skipped but does not say why: this line does. */
function skipAll(reason: string): void {
  missing = `no Electron to start: ${reason}`;
  process.stdout.write(`the desktop tests were skipped: ${missing}\n`);
}
function args(profile: string): string[] {
  // Chromium's own sandbox refuses to run as root; the page's sandbox is set for each window all the same.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [main, ...asRoot, `--user-data-dir=${join(folder, profile)}`, `--agent-url=${chain.url}`, `--token-file=${chain.tokenFile}`, `--page-folder=${built.folder}`];
}
function environment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE');
  return { ...Object.fromEntries(inherited), ...display.environment };
}
const shows = (text: string) => page.getByText(text).first().waitFor({ timeout });

describe('the desktop shell', () => {
  it('shows the page at app://till and sells, with scans from the window and from outside', async () => {
    expect(page.url()).toBe('app://till/');
    await shows('работает всё');
    const customer = demoCustomer('gold', 1000);
    await typeAsScanner(page, bread!.barcode);
    await page.locator('.line').waitFor({ timeout });
    await chain.call('POST', '/v1/scans', { code: customer.card });
    await shows(customer.name);
    await page.keyboard.press('F4');
    await page.getByRole('dialog').waitFor({ timeout });
    await page.getByRole('button', { name: /Всё, что можно/ }).click();
    await page.getByRole('button', { name: /^Списать [0-9]/ }).click();
    await shows('Оплачено баллами');
    await page.keyboard.press('F12');
    await shows('Продажа записана');
    expect((await chain.call<SaleList>('GET', '/v1/sales?state=committed&limit=1')).sales[0]).toMatchObject({ customer: { cardNumber: customer.card } });
  });

  it('keeps the sale while the agent restarts, and finds it again after a reload', async () => {
    await typeAsScanner(page, bread!.barcode);
    await page.locator('.line').waitFor({ timeout });
    await chain.restartAgent();
    await shows('На связи');
    await page.reload();
    await page.locator('.line').waitFor({ timeout });
    await typeAsScanner(page, bread!.barcode);
    await vi.waitFor(async () => {
      const { sales } = await chain.call<SaleList>('GET', '/v1/sales?state=priced&limit=1');
      expect(sales[0]?.basket.lines.map((line) => line.quantityMilli)).toEqual([2000]);
    }, { timeout, interval: 50 });
  });

  it('gives the page no Node, no token, and nothing of the shell but its version', async () => {
    const reach = await page.evaluate(() => ({ node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis), shell: Object.keys((globalThis as unknown as { tillShell: object }).tillShell) }));
    expect(reach).toEqual({ node: [], shell: ['electron'] });
    const answer = await page.evaluate(async () => {
      const response = await fetch('v1/status');
      return { status: response.status, headers: [...response.headers.keys()].filter((name) => name.includes('auth') || name.includes('cookie')) };
    });
    expect(answer).toEqual({ status: 200, headers: [] });
    const settings = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    });
    expect(settings).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  it('refuses to go elsewhere, to open windows, and every permission', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    expect(await page.evaluate(() => fetch('https://example.com/').then(() => 'reached', () => 'refused'))).toBe('refused');
    expect(page.url()).toBe('app://till/');
    expect(app.windows()).toHaveLength(1);
  });

  it('is there once: a second start shows the first window and ends', async () => {
    const second = await _electron.launch({ executablePath, args: args('profile'), env: environment(), timeout }).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(Error);
    expect(app.windows()).toHaveLength(1);
  });
});
