/** The camera in a real browser: a fake device shows pictures of codes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pictureOf } from '../conformance/scans/photographs.ts';
import { scansBesideProject } from '../conformance/scans/read-scans.ts';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, type BuiltPage } from './kit/built-page.ts';
import { barsOf, writeFilm } from './kit/fake-camera.ts';
import { openTillPage, type Language, type TillPage } from './kit/till-page.ts';

const milk = '4870000000029';
let built: BuiltPage;
let browser: Browser;
let folder: string;
let agent: FakeAgent;
let till: TillPage;
let codes: { code: string; source: string; symbology?: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'till-camera-'));
  const film = join(folder, 'camera.y4m');
  const photographs = ['ean13-3-05.png', 'qrcode-2-34.png'].map((name) => join(scansBesideProject, 'images', name)).filter((file) => existsSync(file));
  writeFilm(film, [barsOf(milk), ...photographs.map(pictureOf)]);
  [built, browser] = await Promise.all([buildPage(), launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`])]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  agent = await startFakeAgent({ pageFolder: built.folder });
});
afterEach(async () => {
  await till.close();
  await agent.close();
});
async function open(isAllowed: boolean, language?: Language): Promise<void> {
  till = await openTillPage(browser, agent.url, language === undefined ? {} : { language });
  // The browser's own window that asks is not there without a screen: this is what it answers when somebody says no.
  if (!isAllowed) {
    await till.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
  }
  codes = [];
  till.page.on('request', (request) => {
    if (request.url().endsWith('/v1/scans') && request.method() === 'POST') codes.push(request.postDataJSON() as (typeof codes)[number]);
  });
}
const seen = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 });

describe('the camera', () => {
  it('reads what is held in front of it, into the sale, and lets go when it is closed', async () => {
    await open(true);
    await till.mode.getByText('На связи').waitFor();
    await till.page.keyboard.press('F10');
    await till.page.getByRole('dialog').getByText('Поднесите код к рамке').waitFor();
    await seen(() => expect(codes).toContainEqual({ code: milk, source: 'camera', symbology: 'ean-13' }));
    await till.lines.first().getByText('Молоко').waitFor();
    const photographed = existsSync(scansBesideProject) ? ['9780764544200', 'http://www.google.com/'] : [];
    await seen(() => expect(codes.map(({ code }) => code)).toEqual(expect.arrayContaining(photographed)));
    const isOn = () => till.page.evaluate(() => (document.querySelector('video')?.srcObject as MediaStream | null)?.getVideoTracks()[0]?.readyState);
    expect(await isOn()).toBe('live');
    // This one has no lamp.
    expect(await till.page.getByRole('dialog').getByRole('button', { name: 'Включить свет' }).count()).toBe(0);
    const track = await till.page.evaluateHandle(() => (document.querySelector('video')?.srcObject as MediaStream | null)?.getVideoTracks()[0]);
    await till.page.keyboard.press('Escape');
    await till.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await track.evaluate((each) => each?.readyState)).toBe('ended');
    expect(till.faults).toEqual([]);
  });

  it('offers the light where the camera has one, and turns it on and off', async () => {
    await open(true);
    await till.page.evaluate(() => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
      MediaStreamTrack.prototype.applyConstraints = (constraints) => {
        asked.push(constraints);
        return Promise.resolve();
      };
    });
    await till.mode.getByText('На связи').waitFor();
    await till.page.keyboard.press('F10');
    await till.page.getByRole('dialog').getByRole('button', { name: 'Включить свет' }).click();
    await till.page.getByRole('dialog').getByRole('button', { name: 'Выключить свет' }).click();
    await till.page.getByRole('dialog').getByRole('button', { name: 'Включить свет' }).waitFor();
    expect(await till.page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked)).toEqual([{ advanced: [{ torch: true }] }, { advanced: [{ torch: false }] }]);
  });

  it('says so when it is pulled while it is open, and can be opened again', async () => {
    await open(true);
    await till.mode.getByText('На связи').waitFor();
    await till.page.keyboard.press('F10');
    const sheet = till.page.getByRole('dialog');
    await sheet.getByText('Поднесите код к рамке').waitFor();
    const track = await till.page.evaluateHandle(() => (document.querySelector('video')?.srcObject as MediaStream | null)?.getVideoTracks()[0]);
    await track.evaluate((each) => each?.dispatchEvent(new Event('ended')));
    await sheet.getByText('Камеры нет').waitFor();
    expect(await track.evaluate((each) => each?.readyState)).toBe('ended');
    await till.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await till.page.keyboard.press('F10');
    await sheet.getByText('Поднесите код к рамке').waitFor();
  });

  it.each([['ru', 'Камера запрещена'], ['kk', 'Камераға тыйым салынған'], ['en', 'The camera is not allowed']] as const)('says in %s what to do where it is refused', async (language, words) => {
    await open(false, language);
    await till.page.locator('.mode').waitFor();
    await till.page.keyboard.press('F10');
    await till.page.getByRole('dialog').getByText(words).waitFor();
    expect(await till.axe()).toEqual([]);
  });

  it('is not asked for until somebody opens it, nor is its reader loaded', async () => {
    await open(true);
    const loaded: string[] = [];
    till.page.on('request', (request) => loaded.push(request.url()));
    await till.page.reload();
    await till.page.locator('.mode').waitFor();
    expect(loaded.filter((url) => /decode-worker|camera-sheet/.test(url))).toEqual([]);
  });
});
