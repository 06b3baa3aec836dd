import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDevices, type DeviceService } from '../../../agent/host/devices/device-service.ts';
import { testLog } from '../kit/test-log.ts';
import type { ReadCode } from '../../../agent/ports/scans.ts';

const loyalty = '2202000000000005';
const bank = '4111111111111111';
let sessions = 0;
const eventually = { timeout: 60_000, interval: 20 };

describe('the scanners of a till', () => {
  let home: string;
  let service: DeviceService | undefined;
  let codes: ReadCode[];
  const log = testLog();
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'till-devices-'));
    codes = [];
  });
  afterEach(() => {
    service?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** A recorded session stands for the scanner: all but the plug is the real thing. */
  const recording = (...texts: string[]): string => {
    const file = join(home, `session-${(sessions += 1)}.jsonl`);
    writeFileSync(file, texts.map((text, index) => `${JSON.stringify({ afterMs: index * 5, deviceId: 'x', prefix: 'none', charset: 'utf-8', frameBase64: Buffer.from(text).toString('base64') })}\n`).join(''));
    return file;
  };
  const configure = (value: unknown) => writeFileSync(join(home, 'devices.json'), typeof value === 'string' ? value : JSON.stringify(value));
  const played = (id: string, file: string) => ({ plugAndPlay: false, devices: [{ id, transport: 'replay', path: file }] });
  const start = () => {
    service = startDevices({ home, log: log.log, isLoyaltyNumber: (number) => number === loyalty, lookMs: 20 });
    service.onCode((code) => codes.push(code));
    return service;
  };

  it('keep and show nothing of digits that may be a bank card, and all of the chain’s own card in the same range', async () => {
    configure(played('reader', recording('4870000000013', bank, 'after it')));
    const devices = start();
    await vi.waitFor(() => expect(codes.map(({ text }) => text)).toEqual(['4870000000013', bank, 'after it']), eventually);
    expect(codes[1]).not.toHaveProperty('rawHex');
    configure(played('other', recording(bank)));
    await vi.waitFor(() => expect(devices.view().devices).toMatchObject([{ id: 'other', lastScan: { text: '' } }]), eventually);
    expect(JSON.stringify(devices.view())).not.toContain(bank);
    expect(JSON.stringify(devices.view())).not.toContain(Buffer.from(bank).toString('hex'));
    configure(played('own', recording(loyalty)));
    await vi.waitFor(() => expect(devices.view().devices).toMatchObject([{ id: 'own', lastScan: { text: loyalty } }]), eventually);
  });

  it('tell a stripe as a stripe, without its tracks, and drop that of a bank card', async () => {
    configure(played('reader', recording(`;${bank}=25121010000012300000?`, `;${loyalty}=2512?`)));
    const devices = start();
    await vi.waitFor(() => expect(codes).toEqual([{ text: loyalty, source: 'magstripe', symbology: 'magstripe', deviceId: 'reader' }]), eventually);
    expect(devices.view().devices).toMatchObject([{ counts: { scans: 1, dropped: 1 }, lastScan: { text: loyalty } }]);
    expect(log.lines.join('')).not.toContain(bank);
  });

  it('are opened anew when devices.json changes; a mistake in it is shown, and what ran before runs on', async () => {
    const devices = start();
    const news: unknown[] = [];
    devices.changes$.subscribe((one) => news.push(one));
    configure(played('first', recording('one')));
    await vi.waitFor(() => expect(codes.map(({ text }) => text)).toEqual(['one']), eventually);
    configure('{ "devices": [');
    await vi.waitFor(() => expect(devices.view()).toMatchObject({ devices: [{ id: 'first' }], configFault: expect.stringContaining('devices.json is not JSON') as string }), eventually);
    const before = news.length;
    configure(played('second', recording('two', 'three')));
    await vi.waitFor(() => expect(codes.map(({ text }) => text)).toEqual(['one', 'two', 'three']), eventually);
    expect(devices.view().devices.map(({ id }) => id)).toEqual(['second']);
    expect(devices.view()).not.toHaveProperty('configFault');
    expect(news.length).toBeGreaterThan(before);
  });

  it('say of each what it is set to, what it did and why it is not there', async () => {
    configure({ plugAndPlay: false, devices: [{ id: 'gone', transport: 'serial', path: join(home, 'no-such-port'), baud: 115_200 }, { id: 'off', transport: 'replay', path: recording('x'), disabled: true }] });
    const wrong = start();
    expect(wrong.view()).toMatchObject({ devices: [], configFault: expect.stringContaining('devices.json') as string });
    configure({ plugAndPlay: false, devices: [{ id: 'gone', transport: 'serial', path: join(home, 'no-such-port') }, { id: 'off', name: 'Второй', transport: 'replay', path: recording('x'), disabled: true }] });
    await vi.waitFor(() => expect(wrong.view().devices).toMatchObject([
      { id: 'gone', transport: 'serial', state: 'absent', settings: { framing: 'suffix cr', line: '9600 8N1', prefix: 'none', charset: 'utf-8', repeatMs: 300 }, counts: { scans: 0, repeats: 0, dropped: 0, noise: 0, opened: 0 } },
      { id: 'off', name: 'Второй', state: 'disabled', settings: { framing: 'reports' } },
    ]), eventually);
  });
});
