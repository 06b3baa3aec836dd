/** Kiosk mode, the second screen and the small window, in a real Electron. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareElectronShell, sayWhySkipped, type ElectronShell } from './kit/electron-shell.ts';

const timeout = 60_000;

let missing: string | undefined;
let shell: ElectronShell;
let app: ElectronApplication | undefined;

beforeAll(async () => {
  const prepared = await prepareElectronShell();
  if ('reason' in prepared) missing = sayWhySkipped('the tests of the kiosk', prepared.reason);
  else shell = prepared;
}, 400_000);
afterEach(async () => {
  await app?.close();
  app = undefined;
});
afterAll(async () => await shell?.close());
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing);
});

async function start(...flags: string[]): Promise<{ app: ElectronApplication; page: Page }> {
  const started = await shell.launch(flags);
  app = started;
  return { app: started, page: await started.firstWindow({ timeout }) };
}
const isKiosk = async (shown: ElectronApplication) => await shown.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isKiosk()));
const paths = (shown: ElectronApplication) => shown.windows().map((window) => new URL(window.url()).pathname).sort();

/** The sheet, as a technician calls it. */
async function openSheet(shown: ElectronApplication): Promise<Page> {
  const opened = shown.waitForEvent('window', { timeout });
  await shown.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'K', modifiers: ['control', 'alt', 'shift'] }));
  const sheet = await opened;
  await sheet.locator('#go:not(:empty)').waitFor({ timeout });
  return sheet;
}

describe('kiosk mode', () => {
  it('holds its window, and is left by a technician\'s PIN alone', async () => {
    const { app: shown, page } = await start('--kiosk');
    await page.getByText('На связи').first().waitFor({ timeout });
    expect(await isKiosk(shown)).toBe(true);
    await shown.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    expect(shown.windows()).toHaveLength(1);
    // No shortcut of a browser leads out of it, or makes it anything else.
    const state = async () => await shown.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.webContents.getURL(), window.webContents.getZoomFactor(), window.webContents.isDevToolsOpened(), window.isFullScreen(), window.isVisible()]));
    const before = await state();
    await shown.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const keys: [string, ...('control' | 'alt' | 'shift' | 'meta')[]][] = [
        ['I', 'control', 'shift'], ['J', 'control', 'shift'], ['C', 'control', 'shift'], ['F12', 'shift'], ['Plus', 'control'], ['=', 'control'], ['-', 'control'], ['W', 'control'], ['Q', 'control'], ['N', 'control'], ['T', 'control'],
        ['O', 'control'], ['P', 'control'], ['S', 'control'], ['U', 'control'], ['M', 'control'], ['Left', 'alt'], ['Right', 'alt'], ['Home', 'alt'], ['F4', 'alt'], ['Escape'],
      ];
      for (const [keyCode, ...modifiers] of keys) for (const type of ['keyDown', 'keyUp'] as const) webContents.sendInputEvent({ type, keyCode, modifiers });
      webContents.sendInputEvent({ type: 'mouseWheel', x: 300, y: 300, deltaY: 120, modifiers: ['control'] });
    });
    // What follows is heard after all of them.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(await state()).toEqual(before);
    const sheet = await openSheet(shown);
    expect(await sheet.title()).toBe('Выход из режима киоска');
    const attempt = async (user: string, pin: string) => {
      await sheet.locator('#who').fill(user);
      await sheet.locator('#pin').fill(pin);
      await sheet.locator('#pin').press('Enter');
    };
    await attempt('timur', '1111');
    await sheet.getByText('Имя или PIN не подходят.').waitFor({ timeout });
    await attempt('asel', '3174');
    await sheet.getByText('Для этого нужно право на диагностику.').waitFor({ timeout });
    expect(await isKiosk(shown)).toBe(true);
    const closed = sheet.waitForEvent('close', { timeout });
    await attempt('timur', '6153').catch(() => undefined);
    await closed;
    await vi.waitFor(async () => expect(await isKiosk(shown)).toBe(false), { timeout });
    expect(paths(shown)).toEqual(['/']);
  });

  it('is left without a keyboard: by a button that the page has for a technician alone', async () => {
    const { app: shown, page } = await start('--kiosk');
    await page.getByText('На связи').first().waitFor({ timeout });
    const leave = page.getByRole('button', { name: 'Выйти из режима киоска' });
    const signIn = async (user: string, pin: string) => {
      await page.locator('.who').click({ timeout });
      await page.locator('.sign-in input').first().fill(user);
      await page.locator('.sign-in [type=password]').fill(pin);
      await page.locator('.sign-in [type=password]').press('Enter');
      await page.locator('.sign-in').waitFor({ state: 'detached', timeout });
      await page.evaluate(() => (location.hash = '/technician/machine'));
      await page.locator('.place-body').waitFor({ timeout });
    };
    await signIn('asel', '3174');
    expect(await leave.count()).toBe(0);
    await signIn('timur', '6153');
    const opened = shown.waitForEvent('window', { timeout });
    await leave.click({ timeout });
    const sheet = await opened;
    expect(await isKiosk(shown)).toBe(true);
    await sheet.locator('#go:not(:empty)').waitFor({ timeout });
    const closed = sheet.waitForEvent('close', { timeout });
    await sheet.locator('#who').fill('timur');
    await sheet.locator('#pin').fill('6153');
    await sheet.locator('#pin').press('Enter').catch(() => undefined);
    await closed;
    await vi.waitFor(async () => expect(await isKiosk(shown)).toBe(false), { timeout });
  });

  it('is left from outside by the same user, without any PIN', async () => {
    const { app: shown } = await start('--kiosk');
    expect(await isKiosk(shown)).toBe(true);
    expect(await shell.startAgain(['--leave-kiosk'])).toBe(0);
    await vi.waitFor(async () => expect(await isKiosk(shown)).toBe(false), { timeout });
    expect(shown.windows()).toHaveLength(1);
  });

  it('speaks as the page does', async () => {
    const { app: shown, page } = await start('--kiosk');
    await page.getByRole('button', { name: 'Қазақша' }).click({ timeout });
    await page.getByText('Байланыс бар').first().waitFor({ timeout });
    const sheet = await openSheet(shown);
    expect(await sheet.locator('#title').textContent()).toBe('Киоск режимінен шығу');
  });
});

describe('the windows of the shell', () => {
  it('show the customer\'s page on the second screen while there is one', async () => {
    const { app: shown } = await start();
    expect(paths(shown)).toEqual(['/']);
    const plug = async (isThere: boolean) => await shown.evaluate(({ screen }, there) => {
      const first = screen.getPrimaryDisplay();
      screen.getAllDisplays = () => (there ? [first, { ...first, id: first.id + 1, bounds: { x: 0, y: 0, width: 800, height: 480 } }] : [first]);
      (screen as unknown as { emit(name: string): void }).emit(there ? 'display-added' : 'display-removed');
    }, isThere);
    await plug(true);
    await vi.waitFor(() => expect(paths(shown)).toEqual(['/', '/display.html']), { timeout });
    await plug(false);
    await vi.waitFor(() => expect(paths(shown)).toEqual(['/']), { timeout });
  });

  it('are one small window above all others as a companion', async () => {
    const { app: shown } = await start('--companion');
    expect(paths(shown)).toEqual(['/companion.html']);
    expect(await shown.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.isAlwaysOnTop(), window.getSize()[0]]))).toEqual([[true, 400]]);
  });

  it('start with the system when they are told to, until they are told not to', async () => {
    const entry = join(shell.folder, 'config', 'autostart', `loyalty-till-${new URL(shell.chain.url).port}.desktop`);
    await start('--start-with-system=on');
    expect(existsSync(entry)).toBe(process.platform === 'linux');
    await app?.close();
    await start('--start-with-system=off');
    expect(existsSync(entry)).toBe(false);
  });
});
