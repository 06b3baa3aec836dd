import { describe, expect, test } from 'vitest';
import { judgeDevices } from '../../../agent/cli/doctor/checks/scanners.ts';
import { fileURLToPath } from 'node:url';
import { readProfiles } from '../../../drivers/devices/read-profiles.ts';
import type { SeenDevice, SeenView } from '../../../agent/cli/devices/see-devices.ts';

const [hidProfile] = readProfiles(fileURLToPath(new URL('../../../resources/devices', import.meta.url))).filter(({ transport, usb }) => transport === 'hid' && usb.length > 0);
const device = (change: Partial<SeenDevice>): SeenDevice => ({ id: 'counter', name: 'Counter', transport: 'serial', state: 'open', ...change });
const view = (change: Partial<SeenView>): SeenView => ({ devices: [], ignored: [], disabledTransports: [], ...change });

describe('what the doctor says of scanners', () => {
  test('all are read: nothing need be done', () => {
    expect(judgeDevices(view({ devices: [device({}), device({ id: 'lane', state: 'open' })] }))).toEqual({ state: 'ok', detail: 'counter open, lane open' });
  });
  test('none is there: it is no fault, and ports that nobody knows are counted', () => {
    const ignored = [{ transport: 'serial', path: '/dev/ttyUSB0', why: 'unknown' }, { transport: 'hid', path: '/dev/hidraw0', why: 'no-scanner' }] as const;
    expect(judgeDevices(view({ ignored: [...ignored] }))).toEqual({ state: 'skipped', detail: 'none is plugged in that a profile knows, and none is configured; 1 unknown ports are left alone (till devices)' });
  });
  test('devices.json is wrong: that alone is a failure', () => {
    expect(judgeDevices(view({ configFault: 'devices.json is not JSON: line 1, column 2', devices: [device({ state: 'busy' })] }))).toMatchObject({ state: 'failed', detail: 'devices.json is not JSON: line 1, column 2', todo: expect.stringContaining('devices.json') as string });
  });
  test('the right is missing: the udev rule of that model is printed, with where it goes', () => {
    const [id] = hidProfile?.usb ?? [];
    const { state, todo } = judgeDevices(view({ devices: [device({ id: 'lane', transport: 'hid', state: 'denied', profile: hidProfile?.id ?? '', path: '/dev/hidraw3' })] }));
    expect(state).toBe('warning');
    expect(todo).toContain('/etc/udev/rules.d/70-loyalty-till-scanners.rules');
    expect(todo).toContain(`KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${id?.vendorId.slice(2)}", ATTRS{idProduct}=="${id?.productId.slice(2)}", MODE="0660", GROUP="dialout", TAG+="uaccess"`);
    expect(todo?.match(/KERNEL==/g)).toHaveLength(hidProfile?.usb.length ?? 0);
  });
  test('the right is missing at a port that no rule knows: the group is named', () => {
    expect(judgeDevices(view({ devices: [device({ state: 'denied', path: '/dev/ttyS0', profile: 'generic-serial' })] })).todo).toContain('/dev/ttyS0: usermod -aG dialout USER');
  });
  test('a library is missing: one line says which transport, and no device of it is named a second time', () => {
    const finding = judgeDevices(view({ disabledTransports: [{ transport: 'hid', detail: 'HID devices cannot be used on this machine: libudev.so.1' }], devices: [device({}), device({ id: 'lane', transport: 'hid', state: 'disabled', fault: 'unsupported' })] }));
    expect(finding).toMatchObject({ state: 'warning', detail: 'HID devices cannot be used on this machine: libudev.so.1; counter open, lane disabled' });
    expect(finding.todo?.split('\n')).toHaveLength(1);
    expect(finding.todo).toContain('libudev1');
  });
  test.each([
    [{ state: 'busy', fault: 'busy' }, 'close the other program'],
    [{ state: 'absent' }, 'plug it in'],
    [{ state: 'failed', fault: 'timeout' }, 'plug it in anew'],
    [{ state: 'flooding', fault: 'protocol' }, 'unplug it'],
    [{ state: 'open', fault: 'protocol' }, 'baud rate and framing'],
  ] as const)('%o: it says what to do', (change, words) => {
    const { state, todo } = judgeDevices(view({ devices: [device(change)] }));
    expect(state).toBe('warning');
    expect(todo).toContain(`counter: `);
    expect(todo).toContain(words);
  });
  test.each(['opening', 'reopening', 'lost'] as const)('%s is left to itself', (state) => {
    expect(judgeDevices(view({ devices: [device({ state })] })).state).toBe('ok');
  });
  test('several troubles are all told', () => {
    const { todo } = judgeDevices(view({ devices: [device({ state: 'busy' }), device({ id: 'lane', state: 'denied', path: '/dev/ttyS1' }), device({ id: 'ring', state: 'absent' })] }));
    for (const words of ['counter: close', '/dev/ttyS1', 'ring: plug']) expect(todo).toContain(words);
  });
});
