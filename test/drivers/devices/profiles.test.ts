import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readDeviceConfig, readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { udevRules, udevRulesName } from '../../../drivers/devices/udev-rules.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
const profiles = readProfiles(join(resources, 'devices'));

describe('the profiles that are shipped', () => {
  test('at least twelve models have ids of their own, and no two profiles of one transport share an id', () => {
    expect(profiles.filter(({ usb }) => usb.length > 0).length).toBeGreaterThanOrEqual(12);
    const ids = profiles.flatMap(({ transport, usb }) => usb.map(({ vendorId, productId }) => `${transport} ${vendorId}:${productId}`));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length);
  });
  test('a serial one says its framing and its line', () => {
    const vague = profiles.filter(({ transport, framing, line }) => transport === 'serial' && (framing === undefined || line === undefined));
    expect(vague).toEqual([]);
  });
  test('the udev rules beside them are those of these profiles', () => {
    expect(readFileSync(join(resources, 'udev', udevRulesName), 'utf8')).toBe(udevRules(profiles));
  });
});

describe('devices.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'till-config-'));
  const file = join(folder, 'devices.json');
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    writeFileSync(file, text);
    return readDeviceConfig(file, profiles);
  };
  test('that is not there says nothing', () => {
    expect(readDeviceConfig(join(folder, 'none.json'), profiles)).toEqual({ ok: true, config: {} });
  });
  test('names devices by path or by ids', () => {
    expect(read('{"plugAndPlay":false,"devices":[{"id":"a","transport":"serial","path":"/dev/ttyS0"},{"id":"b","transport":"hid","vendorId":"0x0c2e","productId":"0x0a07"}]}')).toMatchObject({ ok: true, config: { plugAndPlay: false } });
  });
  test.each(['none', 'aim', 'newland+aim', "'~'+newland+aim", 'length+datalogic-usa+aim'])('takes %s for a prefix', (prefix) => {
    expect(read(JSON.stringify({ devices: [{ id: 'a', transport: 'serial', path: 'x', prefix }] }))).toMatchObject({ ok: true });
  });
  test.each(['', 'nobody', 'aim+', 'aim+none', 'aim aim', "''+aim", 'aim+aim+aim+aim+aim+aim'])('names the place of the prefix %j, which is none', (prefix) => {
    expect(read(JSON.stringify({ devices: [{ id: 'a', transport: 'serial', path: 'x', prefix }] }))).toMatchObject({ ok: false, detail: expect.stringContaining('/devices/0/prefix') as string });
  });
  test.each([
    ['no JSON', '{', 'devices.json is not JSON: line 1, column 2'],
    ['a field that nobody knows', '{"device":[]}', 'devices.json: /'],
    ['a baud rate of none', '{"devices":[{"id":"a","transport":"serial","path":"x","line":{"baud":0,"dataBits":8,"parity":"none","stopBits":1}}]}', '/devices/0/line/baud'],
    ['neither path nor ids', '{"devices":[{"id":"a","transport":"serial"}]}', '/devices/0: a device has a path'],
    ['one id twice', '{"devices":[{"id":"a","transport":"serial","path":"x"},{"id":"a","transport":"serial","path":"y"}]}', '/devices/1: there are two devices "a"'],
    ['a profile that is not there', '{"devices":[{"id":"a","transport":"serial","path":"x","profile":"nobody"}]}', '/devices/0: there is no profile "nobody"'],
  ])('with %s is told with its place', (_what, text, words) => {
    expect(read(text)).toMatchObject({ ok: false, detail: expect.stringContaining(words) as string });
  });
});
