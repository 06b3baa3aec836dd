/** The shell in a real Electron, where there is one: the page, the forwarder and the locks, against the whole chain. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaleList } from '../../agent/contract/sale.ts';
import type { DemoChain } from '../e2e/kit/demo-chain.ts';
import { demoCustomer, demoGoods } from '../e2e/kit/demo-shop.ts';
import { barsOf, writeFilm } from '../e2e/kit/fake-camera.ts';
import { typeAsScanner } from '../e2e/kit/wedge.ts';
import { pageAttacks, stillHere } from './kit/page-attacks.ts';
import { prepareElectronShell, sayWhySkipped, type ElectronShell } from './kit/electron-shell.ts';

const timeout = 60_000;
/** `held` lies in front of the camera. */
const [bread, held] = demoGoods('bread');

let missing: string | undefined;
let shell: ElectronShell;
let chain: DemoChain;
let app: ElectronApplication;
let page: Page;
/** What the page wrote to its console */
const said: string[] = [];

beforeAll(async () => {
  const prepared = await prepareElectronShell();
  if ('reason' in prepared) {
    missing = sayWhySkipped('the tests of the desktop shell', prepared.reason);
    return;
  }
  shell = prepared;
  ({ chain } = shell);
  const film = join(shell.folder, 'camera.y4m');
  writeFilm(film, [barsOf(held!.barcode)]);
  app = await shell.launch(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
  page = await app.firstWindow({ timeout });
  page.on('console', (message) => said.push(message.text()));
}, 400_000);
afterAll(async () => {
  await app?.close();
  await shell?.close();
});
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing);
});

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
    await page.keyboard.press('F5');
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
    expect(reach).toEqual({ node: [], shell: ['electron', 'askToLeave'] });
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

  it('connects the page anew at once when the machine wakes up', async () => {
    // It listens before the shell is told: the two are asked over different ways.
    await page.evaluate(() => {
      Object.assign(globalThis, { woken: new Promise((resolve) => addEventListener('till-resumed', () => resolve('told'), { once: true })) });
    });
    const reopened = page.waitForRequest((request) => request.url().endsWith('/v1/events'), { timeout });
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    expect(await page.evaluate(() => (globalThis as unknown as { woken: Promise<string> }).woken)).toBe('told');
    await reopened;
    await shows('На связи');
  });

  it('gives the camera alone, and that to its own page', async () => {
    const asked = async (name: string) => await page.evaluate(async (wanted) => (await navigator.permissions.query({ name: wanted as PermissionName })).state, name);
    expect([await asked('camera'), await asked('microphone'), await asked('geolocation'), await asked('notifications'), await asked('midi')]).toEqual(['granted', 'denied', 'denied', 'denied', 'denied']);
    const opened = async (wanted: MediaStreamConstraints) => await page.evaluate(async (constraints) => await navigator.mediaDevices.getUserMedia(constraints).then(() => 'given', (error: DOMException) => error.name), wanted);
    expect([await opened({ audio: true }), await opened({ audio: true, video: true })].filter((outcome) => outcome === 'given')).toEqual([]);
    expect(await opened({ video: true })).toBe('given');
    await page.reload();
    await shows('На связи');
  });

  it('gives no other address the camera, in whatever window it is', async () => {
    const stranger = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<h1>x</h1>'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = stranger.address() as AddressInfo;
      const outcome = await app.evaluate(async ({ BrowserWindow }, url) => {
        const window = new BrowserWindow({ show: false });
        try {
          await window.loadURL(url);
          return (await window.webContents.executeJavaScript("navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', (error) => error.name)", true)) as string;
        } finally {
          window.destroy();
        }
      }, `http://127.0.0.1:${port}/`);
      expect(outcome).toBe('NotAllowedError');
    } finally {
      stranger.close();
    }
  });

  it('opens the camera when it is asked for, reads what is held before it into the sale, and lets it go', async () => {
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const streams: MediaStream[] = [];
      const ask = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const stream = await ask(constraints);
        streams.push(stream);
        return stream;
      };
      Object.assign(globalThis, { streams });
    });
    const states = () => page.evaluate(() => (globalThis as unknown as { streams: MediaStream[] }).streams.flatMap((stream) => stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`)));
    expect(await states()).toEqual([]);
    await page.keyboard.press('F10');
    await page.locator('.line').getByText(held!.name).first().waitFor({ timeout });
    expect(await states()).toEqual(['video live']);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout });
    expect(await states()).toEqual(['video ended']);
  });

  describe('holds a page that', () => {
    beforeAll(async () => {
      await page?.evaluate((name) => Object.assign(globalThis, { [name]: true }), stillHere);
    });
    const whereItIs = async () => ({ path: page.url().split('#')[0], windows: app.windows().length, isLoadedOnce: await page.evaluate((name) => name in globalThis, stillHere) });
    const whereItWas = { path: 'app://till/', windows: 1, isLoadedOnce: true };

    it.each(pageAttacks)('$what', async ({ work }) => {
      expect(await page.evaluate(work)).toEqual([]);
      expect(await whereItIs()).toEqual(whereItWas);
    });

    it('is given a file by hand', async () => {
      const devtools = await page.context().newCDPSession(page);
      const data = { items: [], files: [shell.chain.tokenFile], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 400, data });
      expect(await page.evaluate(() => document.body.innerText)).not.toContain(await readFile(shell.chain.tokenFile, 'utf8'));
      expect(await whereItIs()).toEqual(whereItWas);
    });

    it('looks for the token in all that it is and has', async () => {
      const token = (await readFile(shell.chain.tokenFile, 'utf8')).trim();
      const kept = await page.evaluate(async () => JSON.stringify([document.documentElement.outerHTML, document.cookie, Object.entries(localStorage), Object.entries(sessionStorage), performance.getEntries(), await indexedDB.databases(), await caches.keys().catch(() => [])]));
      const devtools = await page.context().newCDPSession(page);
      let heap = '';
      devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (heap += chunk));
      await devtools.send('HeapProfiler.takeHeapSnapshot');
      // The search finds what is there.
      expect(heap).toContain('tillShell');
      for (const text of [kept, heap, said.join('\n')]) expect(text.includes(token)).toBe(false);
    });

    it('leaves for an empty page, which asks nobody, and is brought back', async () => {
      await page.evaluate(() => {
        location.href = 'about:blank';
      });
      await page.waitForFunction((name) => location.href === 'app://till/' && !(name in globalThis), stillHere, { timeout });
      await shows('На связи');
      expect(await whereItIs()).toEqual({ ...whereItWas, isLoadedOnce: false });
    });

    it('writes another page of ours into its address, and is loaded anew as its own', async () => {
      await page.evaluate(() => history.pushState(null, '', '/shell/leave.html'));
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'R', modifiers: ['control'] }));
      await page.waitForURL('app://till/', { timeout });
      await shows('На связи');
      expect(await whereItIs()).toEqual({ ...whereItWas, isLoadedOnce: false });
    });
  });

  it('is there once: a second start shows the first window and ends', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize());
    expect(await shell.startAgain()).toBe(0);
    expect(app.windows()).toHaveLength(1);
  });
});
