/** What every transport promises, against a real terminal device with serialport's own binding, a played node-hid, and a recorded session. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { DeviceFault } from '../../../drivers/core/device-fault.ts';
import { createHidTransport } from '../../../drivers/transports/hid/hid-transport.ts';
import { createReplayTransport } from '../../../drivers/transports/replay/replay-transport.ts';
import { createSerialTransport } from '../../../drivers/transports/serial/serial-transport.ts';
import { createFakeHid } from '../kit/fake-hid.ts';
import { openPtyPair, whyNoPty } from '../kit/pty-pair.ts';
import { until } from '../kit/until.ts';
import type { Transport, TransportEvent } from '../../../drivers/core/transport.ts';

const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

interface Stand {
  readonly transport: Transport;
  readonly path: string;
  readonly named: readonly string[];
  /** The device sends this */
  send(bytes: Uint8Array): void;
  pull?: () => Promise<void>;
  bringBack?: () => Promise<void>;
  remove(): Promise<void>;
}

const stands: readonly { readonly name: string; readonly why: string | undefined; readonly make: () => Promise<Stand> }[] = [
  {
    name: 'serial',
    why: whyNoPty,
    make: async () => {
      const pair = await openPtyPair();
      return { transport: createSerialTransport(), path: pair.path, named: [pair.path], send: pair.write, pull: pair.pull, bringBack: pair.bringBack, remove: pair.remove };
    },
  },
  {
    name: 'hid',
    why: undefined,
    make: async () => {
      const fake = createFakeHid();
      const path = 'fake-1';
      const plug = () => fake.plug({ path, vendorId: 0x0c2e, productId: 0x0a07, usagePage: 0x8c, usage: 2 });
      plug();
      return {
        transport: createHidTransport({ load: async () => fake.binding, plugged: fake.plugged, descriptorOf: () => undefined }),
        path, named: [], send: (bytes) => fake.report(path, bytes),
        pull: async () => fake.pull(path),
        bringBack: async () => plug(),
        remove: async () => undefined,
      };
    },
  },
  {
    name: 'replay',
    why: undefined,
    make: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'till-replay-'));
      const path = join(folder, 'session.jsonl');
      writeFileSync(path, '');
      return {
        transport: createReplayTransport(), path, named: [path],
        send: (bytes) => writeFileSync(path, `${JSON.stringify({ afterMs: 0, deviceId: 'd', prefix: 'none', charset: 'utf-8', frameBase64: Buffer.from(bytes).toString('base64') })}\n`),
        remove: async () => rmSync(folder, { recursive: true }),
      };
    },
  },
];

describe.each(stands)('the transport $name', ({ name, why, make }) => {
  let stand: Stand | undefined;
  afterEach(() => stand?.remove());
  const open = (on: Stand) => {
    const seen: { opened: number; bytes: number[]; fault?: unknown; isOver: boolean } = { opened: 0, bytes: [], isOver: false };
    const subscription = on.transport.open(on.path, line).subscribe({
      next: (event: TransportEvent) => {
        if (event.kind === 'open') seen.opened += 1;
        if (event.kind === 'data') seen.bytes.push(...event.bytes);
      },
      error: (fault: unknown) => {
        seen.fault = fault;
      },
      complete: () => {
        seen.isOver = true;
      },
    });
    return { seen, close: () => subscription.unsubscribe() };
  };

  test.skipIf(why !== undefined)(`lists what is there, opens it, and hands on what it sends${why === undefined ? '' : ` (skipped: ${why})`}`, async () => {
    stand = await make();
    const message = Buffer.from('4601234567893\r');
    if (name === 'replay') stand.send(message);
    const ports = await stand.transport.list(stand.named);
    expect(ports.filter(({ path }) => path === stand?.path)).toHaveLength(1);
    const { seen, close } = open(stand);
    await until('it is open', () => seen.opened === 1);
    if (name !== 'replay') stand.send(message);
    await until('all came', () => seen.bytes.length >= message.length);
    expect(Buffer.from(seen.bytes)).toEqual(message);
    expect(seen.fault).toBeUndefined();
    close();
  });

  test.skipIf(why !== undefined)('tells of a port that is not there, and throws nothing', async () => {
    stand = await make();
    const { seen } = open({ ...stand, path: `${stand.path}-none` });
    await until('it is told', () => seen.fault !== undefined);
    expect(seen.fault).toBeInstanceOf(DeviceFault);
    expect(seen.opened).toBe(0);
  });

  test.skipIf(why !== undefined)('opens again what it has just closed', async () => {
    stand = await make();
    const first = open(stand);
    await until('it is open', () => first.seen.opened === 1);
    first.close();
    const second = open(stand);
    await until('it is open again', () => second.seen.opened === 1 || second.seen.fault !== undefined);
    expect(second.seen.fault).toBeUndefined();
    second.close();
  });

  test.skipIf(why !== undefined)('that is left while it opens leaves nothing open', async () => {
    stand = await make();
    open(stand).close();
    const next = open(stand);
    await until('it is open', () => next.seen.opened === 1 || next.seen.fault !== undefined);
    expect(next.seen.fault).toBeUndefined();
    next.close();
  });

  test.skipIf(why !== undefined || name === 'replay')('says disconnected when it is pulled, and opens again when it is back', async () => {
    stand = await make();
    const first = open(stand);
    await until('it is open', () => first.seen.opened === 1);
    await stand.pull?.();
    await until('it is told', () => first.seen.fault !== undefined);
    expect(first.seen.fault).toMatchObject({ kind: 'disconnected', retry: 'soon' });
    await stand.bringBack?.();
    const second = open(stand);
    await until('it is open again', () => second.seen.opened === 1 || second.seen.fault !== undefined);
    expect(second.seen.fault).toBeUndefined();
    second.close();
  });

  test.skipIf(why !== undefined || name === 'replay')('that another one has open is busy', async () => {
    stand = await make();
    const first = open(stand);
    await until('it is open', () => first.seen.opened === 1);
    const other = name === 'serial' ? { ...stand, transport: createSerialTransport() } : stand;
    const second = open(other);
    await until('it is told', () => second.seen.fault !== undefined);
    expect(second.seen.fault).toMatchObject({ kind: 'busy' });
    first.close();
  });
});
