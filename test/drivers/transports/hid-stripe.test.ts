import { describe, expect, onTestFinished, test } from 'vitest';
import { startRegistry } from '../../../drivers/registry.ts';
import { createHidFramer } from '../../../drivers/transports/hid/hid-framer.ts';
import { createHidTransport } from '../../../drivers/transports/hid/hid-transport.ts';
import { stripeLayoutsOf } from '../../../drivers/transports/hid/hid-stripe-layout.ts';
import { createFakeHid } from '../kit/fake-hid.ts';
import { until } from '../kit/until.ts';
import type { Scan } from '../../../drivers/core/scan.ts';

const limits = { maxBytes: 400, timeoutMs: 500 };
/** Page 0x8E: three lengths, then 79, 40 and 107 bytes of tracks. */
const descriptor = Uint8Array.from(Buffer.from('058e0901a101150026ff007508950309110912091381029 54f0921810295280922810 2956b09238102c0'.replaceAll(' ', ''), 'hex'));
const report = (...tracks: readonly string[]): Uint8Array => {
  const bytes = Buffer.alloc(3 + 79 + 40 + 107);
  let at = 3;
  for (const [index, room] of [79, 40, 107].entries()) {
    bytes[index] = tracks[index]?.length ?? 0;
    bytes.write(tracks[index] ?? '', at, 'latin1');
    at += room;
  }
  return bytes;
};
const framed = (bytes: Uint8Array): string[] => createHidFramer(descriptor, limits).push(bytes, 0).map((one) => (one.kind === 'frame' ? Buffer.from(one.bytes).toString('latin1') : one.why));

describe('a HID reader of magnetic stripes', () => {
  test('says by its descriptor where its tracks are; one that is cut off anywhere throws nothing', () => {
    expect(stripeLayoutsOf(descriptor)).toEqual([{ reportId: 0, tracks: [
      { track: 1, data: { offset: 3, length: 79 }, used: 0 }, { track: 2, data: { offset: 82, length: 40 }, used: 1 }, { track: 3, data: { offset: 122, length: 107 }, used: 2 },
    ] }]);
    for (let length = 0; length < descriptor.length; length += 1) expect(() => createHidFramer(descriptor.subarray(0, length), limits).push(report('%A?'), 0)).not.toThrow();
  });
  test.each([
    ['all three tracks', ['%B2900770100017^A?', ';2900770100017=49?', '+012900770100017=1?'], ['%B2900770100017^A?;2900770100017=49?+012900770100017=1?']],
    ['tracks without sentinels', ['B2900770100017^A', '2900770100017=49'], ['%B2900770100017^A?;2900770100017=49?']],
    ['track 2 alone', ['', ';2900770100017?'], [';2900770100017?']],
    ['no track that could be read', [], []],
  ] as const)('%s are one swipe', (_what, tracks, frames) => {
    expect(framed(report(...tracks))).toEqual(frames);
  });
  test('a length beyond the track takes no more than the track has, and half a report throws nothing', () => {
    const bytes = report('', ';2900770100017?');
    bytes[1] = 255;
    expect(framed(bytes)[0]).toHaveLength(40);
    for (let length = 0; length < bytes.length; length += 1) expect(() => framed(bytes.subarray(0, length))).not.toThrow();
  });

  test('is opened and read; of a bank card nothing comes', async () => {
    const fake = createFakeHid();
    fake.plug({ path: 'stripe', vendorId: 0x1234, productId: 0x0001, usagePage: 0x8e, usage: 1 });
    const registry = startRegistry({
      transports: [createHidTransport({ load: async () => fake.binding, plugged: fake.plugged, descriptorOf: () => descriptor })], profiles: [], plugAndPlay: true, lookMs: 10,
      configured: [{ id: 'stripes', transport: 'hid', vendorId: '0x1234', productId: '0x0001' }],
    });
    onTestFinished(() => registry.close());
    const scans: Scan[] = [];
    registry.scans$.subscribe((scan) => scans.push(scan));
    await until('it is open', () => registry.devices()[0]?.condition.state === 'open');
    fake.report('stripe', report('%B4111111111111111^A/B^2512?', ';4111111111111111=2512?', '+014111111111111111=724?'));
    fake.report('stripe', report('', '', '014111111111111111=724'));
    fake.report('stripe', report('', ';2900770100017=4912?'));
    await until('it came', () => scans.length > 0);
    expect(scans).toMatchObject([{ text: '2900770100017', source: 'magstripe', symbology: 'magstripe', deviceId: 'stripes' }]);
    expect(registry.devices()[0]?.counts).toMatchObject({ scans: 1, dropped: 2 });
    expect(scans[0]?.raw).toHaveLength(0);
  });
});
