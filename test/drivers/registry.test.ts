import { describe, expect, onTestFinished, test } from 'vitest';
import { DeviceFault } from '../../drivers/core/device-fault.ts';
import { startRegistry } from '../../drivers/registry.ts';
import { stand } from './kit/port-stand.ts';
import { until } from './kit/until.ts';
import type { Transport } from '../../drivers/core/transport.ts';
import type { Scan } from '../../drivers/core/scan.ts';
import type { ConfiguredDevice, DeviceProfile } from '../../drivers/devices/device-profile.ts';

const profile: DeviceProfile = { id: 'known', vendor: 'V', model: 'M', transport: 'serial', mode: 'm', usb: [{ vendorId: '0x0c2e', productId: '0x0b6a' }], switching: 's', source: 's' };

function run(transports: readonly Transport[], configured: readonly ConfiguredDevice[] = [], plugAndPlay = true) {
  const registry = startRegistry({ transports, profiles: [profile], configured, plugAndPlay, lookMs: 10 });
  onTestFinished(() => registry.close());
  const scans: Scan[] = [];
  registry.scans$.subscribe((scan) => scans.push(scan));
  const stateOf = (id: string) => registry.devices().find(({ settings }) => settings.id === id)?.condition.state;
  return { registry, scans, stateOf };
}

const known = { path: '/dev/ttyACM0', vendorId: 0x0c2e, productId: 0x0b6a };

describe('plug and play', () => {
  test('a known device is found, opened, read, and found again after it was pulled', async () => {
    const ports = stand();
    const { scans, stateOf } = run([ports.transport]);
    ports.plug(known);
    await until('open', () => stateOf('known') === 'open');
    ports.send(known.path, '460\r');
    await until('read', () => scans.length === 1);
    expect(scans[0]).toMatchObject({ text: '460', source: 'serial', deviceId: 'known' });
    ports.plug();
    ports.pull(known.path);
    await until('absent', () => stateOf('known') === 'absent');
    ports.plug({ ...known, path: '/dev/ttyACM1' });
    await until('open again', () => stateOf('known') === 'open');
    expect(ports.opened.at(-1)).toBe('/dev/ttyACM1');
  });
  test('half a code before the pull does not join the code after it', async () => {
    const ports = stand();
    const { scans, stateOf } = run([ports.transport]);
    ports.plug(known);
    await until('open', () => stateOf('known') === 'open');
    ports.send(known.path, 'HALF');
    ports.pull(known.path);
    await until('open again', () => stateOf('known') === 'open' && ports.opened.length === 2);
    ports.send(known.path, 'WHOLE\r');
    await until('read', () => scans.length === 1);
    expect(scans.map(({ text }) => text)).toEqual(['WHOLE']);
  });
  test('several alike are each read under a name of their own; one keeps its name when another goes', async () => {
    const ports = stand();
    const { scans, stateOf } = run([ports.transport]);
    ports.plug(known, { ...known, path: '/dev/ttyACM1' }, { ...known, path: '/dev/ttyACM2', serialNumber: 'S/N 7' });
    await until('all open', () => ['known', 'known-2', 'known-S-N-7'].every((id) => stateOf(id) === 'open'));
    ports.plug({ ...known, path: '/dev/ttyACM1' });
    await until('the first is gone', () => stateOf('known') === 'absent');
    ports.send('/dev/ttyACM1', 'B\r');
    await until('read', () => scans.length === 1);
    expect(scans[0]?.deviceId).toBe('known-2');
    expect(ports.opened.filter((path) => path === '/dev/ttyACM1')).toHaveLength(1);
  });
  test('a port that nobody knows is never opened, and neither is the keyboard of a scanner', async () => {
    const serial = stand();
    const hid = stand('hid');
    const { registry } = run([serial.transport, hid.transport], [{ id: 'k', transport: 'hid', vendorId: '0x0c2e', productId: '0x0a07' }]);
    serial.plug({ path: '/dev/ttyUSB0', vendorId: 0x1a86, productId: 0x7523 });
    hid.plug({ path: 'h1', vendorId: 0x0c2e, productId: 0x0a07, hid: { usagePage: 1, usage: 6 } });
    await until('seen', () => registry.ignored().length === 2);
    expect(registry.ignored().map(({ why }) => why)).toEqual(['unknown', 'no-scanner']);
    expect([...serial.opened, ...hid.opened]).toEqual([]);
  });
  test('without plug and play only what is configured is opened', async () => {
    const ports = stand();
    const { registry, stateOf } = run([ports.transport], [{ id: 'mine', transport: 'serial', path: '/dev/ttyS0', framing: { kind: 'suffix', suffix: 'lf' } }, { id: 'off', transport: 'serial', path: '/dev/ttyS1', disabled: true }], false);
    ports.plug(known, { path: '/dev/ttyS0' }, { path: '/dev/ttyS1' });
    await until('open', () => stateOf('mine') === 'open');
    expect(stateOf('off')).toBe('disabled');
    expect(registry.ignored()).toMatchObject([{ why: 'not-asked-for' }]);
    expect(ports.opened).toEqual(['/dev/ttyS0']);
  });
});

describe('devices that are no good', () => {
  test('one that hangs on open, or that nobody may open, keeps no other from being read', async () => {
    const ports = stand();
    const { scans, stateOf } = run([ports.transport]);
    ports.state.hangs = true;
    ports.plug(known);
    await until('hangs', () => stateOf('known') === 'opening');
    ports.state.hangs = false;
    ports.state.openFault = new DeviceFault('unsupported', 'no right', { mend: 'permission' });
    ports.plug(known, { ...known, path: '/dev/ttyACM1' });
    await until('denied', () => stateOf('known-2') === 'denied');
    ports.state.openFault = undefined;
    ports.plug(known, { ...known, path: '/dev/ttyACM1' }, { ...known, path: '/dev/ttyACM2' });
    await until('open', () => stateOf('known-3') === 'open');
    ports.send('/dev/ttyACM2', 'C\r');
    await until('read', () => scans.length === 1);
    await until('the right was given', () => stateOf('known-2') === 'open');
    expect(stateOf('known')).toBe('opening');
  });
  test('one that floods is named, cut, and trusted again', async () => {
    const ports = stand();
    const { registry, scans, stateOf } = run([ports.transport]);
    ports.plug(known);
    await until('open', () => stateOf('known') === 'open');
    ports.send(known.path, Array.from({ length: 10_000 }, (_, index) => `F${index}\r`).join(''));
    expect(stateOf('known')).toBe('flooding');
    await until('calm', () => stateOf('known') === 'open');
    expect(scans.length).toBeLessThanOrEqual(1_000);
    expect(registry.devices()[0]?.counts.dropped).toBeGreaterThanOrEqual(9_000);
    ports.send(known.path, 'AFTER\r');
    await until('read', () => scans.at(-1)?.text === 'AFTER');
  });
  test('a transport whose library is missing is told once, and the others work', async () => {
    const serial = stand();
    const hid = stand('hid');
    hid.state.listFault = new DeviceFault('unsupported', 'libudev.so.1 is missing', { mend: 'library-missing' });
    const { registry, stateOf } = run([serial.transport, hid.transport], [{ id: 'h', transport: 'hid', vendorId: '0x0c2e', productId: '0x0a07' }]);
    const told: string[] = [];
    registry.disabled$.subscribe(({ transport }) => told.push(transport));
    serial.plug(known);
    await until('open', () => stateOf('known') === 'open' && stateOf('h') === 'disabled');
    await registry.look();
    expect(told).toEqual(['hid']);
    expect(registry.disabled()).toMatchObject([{ transport: 'hid', fault: { message: 'libudev.so.1 is missing' } }]);
  });
});

describe('the same code again', () => {
  test('is one scan within its time, per device, also with another code between', async () => {
    const ports = stand();
    const { registry, scans, stateOf } = run([ports.transport], [{ id: 'fast', transport: 'serial', path: '/dev/ttyS0', repeatMs: 0 }]);
    ports.plug(known, { path: '/dev/ttyS0' });
    await until('open', () => stateOf('known') === 'open' && stateOf('fast') === 'open');
    ports.send(known.path, 'A\rB\rA\r', 1_000);
    ports.send(known.path, 'A\r', 1_299);
    ports.send(known.path, 'A\r', 1_599);
    ports.send('/dev/ttyS0', 'A\rA\r', 2_000);
    await until('read', () => scans.length === 5);
    expect(scans.map(({ deviceId, text }) => `${deviceId} ${text}`)).toEqual(['known A', 'known B', 'known A', 'fast A', 'fast A']);
    expect(registry.devices().find(({ settings }) => settings.id === 'known')?.counts.repeats).toBe(2);
  });
});
