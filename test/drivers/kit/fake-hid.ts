import { EventEmitter } from 'node:events';
import type { HidBinding, HidInfo } from '../../../drivers/transports/hid/hid-binding.ts';

/** Plays node-hid with scanners that can be plugged in, pulled and made to scan. It behaves as `HIDAsync` does: reports come as events, an end is an error. */
export interface FakeHid {
  readonly binding: HidBinding;
  /** What changes when something is plugged in */
  readonly plugged: () => string;
  plug(info: HidInfo & { path: string }): void;
  pull(path: string): void;
  report(path: string, bytes: Uint8Array): void;
  /** The next openings do this instead */
  onOpen: (() => Promise<never>) | undefined;
  readonly openPaths: readonly string[];
}

export function createFakeHid(): FakeHid {
  const devices = new Map<string, HidInfo & { path: string }>();
  const open = new Map<string, EventEmitter>();
  const fake: FakeHid = {
    onOpen: undefined,
    get openPaths() {
      return [...open.keys()];
    },
    plugged: () => [...devices.keys()].join(' '),
    plug: (info) => {
      devices.set(info.path, info);
    },
    pull: (path) => {
      devices.delete(path);
      open.get(path)?.emit('error', new Error('could not read from HID device'));
      open.delete(path);
    },
    report: (path, bytes) => {
      open.get(path)?.emit('data', Buffer.from(bytes));
    },
    binding: {
      devicesAsync: async () => [...devices.values()],
      open: async (path) => {
        if (fake.onOpen !== undefined) return fake.onOpen();
        if (!devices.has(path)) throw new TypeError('cannot open device with path');
        if (open.has(path)) throw new TypeError('cannot open device with path');
        const emitter = new EventEmitter();
        open.set(path, emitter);
        return Object.assign(emitter, {
          pause: () => undefined,
          resume: () => undefined,
          close: async () => {
            if (open.get(path) === emitter) open.delete(path);
          },
        });
      },
    },
  };
  return fake;
}
