/** Scanners that type, in a real browser: whatever the layout and the speed, a code goes to the agent and to nobody else. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, type BuiltPage } from './kit/built-page.ts';
import { typeAltCodes, typeKeys } from './kit/keyboards.ts';
import { openTillPage, type TillPage } from './kit/till-page.ts';

let built: BuiltPage;
let browser: Browser;
let agent: FakeAgent;
let till: TillPage;
let codes: { code: string; source: string }[];

beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  agent = await startFakeAgent({ pageFolder: built.folder });
  till = await openTillPage(browser, agent.url);
  await till.mode.getByText('На связи').waitFor();
  codes = [];
  till.page.on('request', (request) => {
    if (request.url().endsWith('/v1/scans') && request.method() === 'POST') codes.push(request.postDataJSON() as (typeof codes)[number]);
  });
});
afterEach(async () => {
  await till.close();
  await agent.close();
});

/** A loaded machine's slowness is no fault. */
const patience = { timeout: 60_000, interval: 30 };
const arrives = (code: string) => vi.waitFor(() => expect(codes).toEqual([{ code, source: 'wedge' }]), patience);
/** Small letters and capitals, and every sign that GS1 lets into the code of a marked good. */
const mark = '010487000000001221aB3!"%&\'()*+,-./\u001d91:;<=\u001d92>?_Zz+/=9\u001d93xYzQ';

describe('a code that a scanner types', () => {
  it.each(['us', 'russian', 'kazakh'] as const)('arrives to the byte under the %s layout at any speed, with Caps Lock off and on, however GS is sent', async (layout) => {
    for (const gapMs of [5, 30]) {
      for (const isCapsLock of [false, true]) {
        codes.length = 0;
        await till.search.focus();
        await typeKeys(till.page, mark, { layout, gapMs, isCapsLock, gs: ['Ctrl+]', 'F8', 'character'] });
        await arrives(mark);
        expect(await till.search.inputValue()).toBe('');
      }
    }
  });

  it.each([5, 30])('arrives to the byte in Alt codes too, %i ms apart', async (gapMs) => {
    await till.search.focus();
    await typeAltCodes(till.page, mark, gapMs);
    await arrives(mark);
    expect(await till.search.inputValue()).toBe('');
  });

  it('arrives whole where it is typed in Alt codes', async () => {
    await typeAltCodes(till.page, '0104870\u001d91Ab');
    await arrives('0104870\u001d91Ab');
    expect(codes).toHaveLength(1);
  });

  it.each(['Enter', 'Tab'] as const)('leaves in a half-typed field what the person typed, with %s behind it', async (terminator) => {
    await till.search.focus();
    await typeKeys(till.page, 'ab', { gapMs: 140, terminator: 'none' });
    await till.search.press('ArrowLeft');
    await typeKeys(till.page, '4870000000012', { terminator });
    await arrives('4870000000012');
    expect(await till.search.inputValue()).toBe('ab');
    expect(await till.search.evaluate((field: HTMLInputElement) => [field.selectionStart, document.activeElement === field])).toEqual([1, true]);
  });

  it('never shows a character of itself to a PIN that acts when it is complete', async () => {
    await till.page.evaluate(() => {
      const field = document.createElement('input');
      field.type = 'password';
      field.maxLength = 4;
      field.id = 'pin';
      field.addEventListener('input', () => (field.dataset['seen'] = `${field.dataset['seen'] ?? ''}${field.value} `));
      document.body.append(field);
      field.focus();
    });
    const pin = till.page.locator('#pin');
    await typeKeys(till.page, '735', { gapMs: 150, terminator: 'none' });
    await vi.waitFor(async () => expect([await pin.inputValue(), await pin.getAttribute('data-seen')]).toEqual(['735', '7 73 735 ']), patience);
    for (const layout of ['us', 'kazakh'] as const) await typeKeys(till.page, '2900770100017', { layout });
    await vi.waitFor(() => expect(codes.map(({ code }) => code)).toEqual(['2900770100017', '2900770100017']), patience);
    expect(await pin.inputValue()).toBe('735');
    expect(await pin.getAttribute('data-seen')).toBe('7 73 735 ');
  });

  it('presses no button that has the focus', async () => {
    await till.page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'danger';
      button.addEventListener('click', () => (button.dataset['pressed'] = 'yes'));
      document.body.append(button);
      button.focus();
    });
    await typeKeys(till.page, '48700 0000012'.replace(' ', ''));
    await arrives('487000000012');
    expect(await till.page.locator('#danger').getAttribute('data-pressed')).toBeNull();
  });
});

describe('a code whose first key is a command of the page', () => {
  it.each([['+', '+A99912345/$+X'], ['*', '*ABC-12*'], ['-', '-12345'], ['F8', '\u001d010487000000001221a']] as const)('is no command: %s', async (_, code) => {
    await till.scan('4870000000012');
    await till.lines.first().waitFor();
    await till.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const before = await till.payable.innerText();
    codes.length = 0;
    await typeKeys(till.page, code, { gs: ['F8'] });
    await arrives(code);
    expect(await till.page.getByRole('dialog').count()).toBe(0);
    expect(await till.payable.innerText()).toBe(before);
  });

  it('is one where nothing follows it', async () => {
    await till.scan('4870000000012');
    await till.lines.first().waitFor();
    await till.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const before = await till.payable.innerText();
    await till.page.keyboard.press('+');
    await vi.waitFor(async () => expect(await till.payable.innerText()).not.toBe(before), patience);
    await till.page.keyboard.press('*');
    await till.page.getByRole('dialog').waitFor();
  });
});

describe('a half-typed number', () => {
  it.each([5, 30])('stays as it was in an open sheet, with the keypad beside it, and the page’s calls carry nothing of the code but the scan (%i ms)', async (gapMs) => {
    await till.scan('4870000000012');
    await till.lines.first().waitFor();
    await till.page.keyboard.press('*');
    const sheet = till.page.getByRole('dialog');
    await sheet.waitFor();
    await sheet.locator('.key', { hasText: '4' }).click();
    const field = sheet.locator('.number-field');
    await field.evaluate((element) => element.addEventListener('input', () => (element.dataset['seen'] = `${element.dataset['seen'] ?? ''}${(element as HTMLInputElement).value} `)));
    codes.length = 0;
    const bodies: string[] = [];
    till.page.on('request', (request) => bodies.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
    for (const layout of ['us', 'russian', 'kazakh'] as const) await typeKeys(till.page, mark, { layout, gapMs, gs: ['F8', 'Ctrl+]'] });
    await vi.waitFor(() => expect(codes.map(({ code }) => code)).toEqual([mark, mark, mark]), patience);
    expect(await field.inputValue()).toBe('4');
    // At most the one character that was taken out again.
    for (const shown of (await field.getAttribute('data-seen') ?? '').trim().split(' ')) expect(shown).toMatch(/^(?:4.?)?$/);
    expect(bodies.filter((body) => body.includes('48700000000122') && !body.includes('/v1/scans'))).toEqual([]);
    await sheet.locator('.key', { hasText: '2' }).click();
    expect(await field.inputValue()).toBe('42');
  });
});

describe('a person who types', () => {
  it('is no scanner, and loses nothing, however the keys fall together', async () => {
    await till.search.focus();
    for (const gapMs of [180, 90]) await typeKeys(till.page, '4870', { gapMs, terminator: 'none' });
    await vi.waitFor(async () => expect(await till.search.inputValue()).toBe('48704870'), patience);
    // Two fingers at once.
    await typeKeys(till.page, '12', { gapMs: 8, terminator: 'none' });
    await vi.waitFor(async () => expect(await till.search.inputValue()).toBe('4870487012'), patience);
    await typeKeys(till.page, 'ф', { layout: 'us', gapMs: 200, terminator: 'none' });
    expect(codes).toEqual([]);
  });

  it('sees the letters of the own layout', async () => {
    await till.search.focus();
    await typeKeys(till.page, 'qwe', { layout: 'russian', gapMs: 10, terminator: 'none' });
    await vi.waitFor(async () => expect(await till.search.inputValue()).toBe('йцу'), patience);
  });
});

describe('a scanner with a prefix', () => {
  it('is known by it, however slow, and a field sees nothing', async () => {
    await till.page.evaluate(() => localStorage.setItem('till.wedge', JSON.stringify({ prefix: '~', maxGapMs: 50 })));
    await till.page.reload();
    await till.mode.getByText('На связи').waitFor();
    await till.search.focus();
    await typeKeys(till.page, '4870000000012', { terminator: 'none' });
    await vi.waitFor(async () => expect(await till.search.inputValue()).toBe('4870000000012'), patience);
    expect(codes).toEqual([]);
  });
});
