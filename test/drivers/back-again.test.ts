/** A scanner that was pulled and is back is open within 2 s, whenever it comes: played time, so that no machine is too slow for it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DeviceFault } from '../../drivers/core/device-fault.ts';
import { startRegistry, type DeviceRegistry } from '../../drivers/registry.ts';
import { stand } from './kit/port-stand.ts';
import type { ConfiguredDevice } from '../../drivers/devices/device-profile.ts';

const promisedMs = 2_000;
const stepMs = 10;
/** How long it is away: about everything that waits in between has another phase each time */
const awayMs = Array.from({ length: 60 }, (_, index) => index * 73);
const path = '/dev/ttyACM0';
const counter: ConfiguredDevice = { id: 'counter', transport: 'serial', path };

interface Story {
  readonly name: string;
  readonly pull: (ports: ReturnType<typeof stand>) => void;
  readonly bringBack: (ports: ReturnType<typeof stand>) => void;
  /** What is mended some time after it is back, by udev or another program */
  readonly mendAfterMs?: number;
  readonly mend?: (ports: ReturnType<typeof stand>) => void;
}

const plugged = (ports: ReturnType<typeof stand>): void => ports.plug({ path });
const free = (ports: ReturnType<typeof stand>): void => {
  ports.state.openFault = undefined;
};
const stories: readonly Story[] = [
  { name: 'the name of its port goes with it', pull: (ports) => ports.plug(), bringBack: plugged },
  { name: 'the name of its port stays, and does not open without it', pull: (ports) => {
    ports.state.openFault = new DeviceFault('disconnected', 'not there');
  }, bringBack: free },
  { name: 'it is back before anybody may open it', pull: (ports) => ports.plug(), bringBack: (ports) => {
    ports.state.openFault = new DeviceFault('unsupported', 'no right yet', { mend: 'permission' });
    plugged(ports);
  }, mendAfterMs: 300, mend: free },
  { name: 'another program looks at it first', pull: (ports) => ports.plug(), bringBack: (ports) => {
    ports.state.openFault = new DeviceFault('busy', 'in use');
    plugged(ports);
  }, mendAfterMs: 300, mend: free },
];

describe('a scanner that was pulled', () => {
  let registry: DeviceRegistry | undefined;
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    registry?.close();
    vi.useRealTimers();
  });
  const isOpen = (): boolean => registry?.devices()[0]?.condition.state === 'open';
  /** Played milliseconds until it is open */
  const untilOpen = async (): Promise<number> => {
    let passedMs = 0;
    for (; !isOpen() && passedMs < 10_000; passedMs += stepMs) await vi.advanceTimersByTimeAsync(stepMs);
    return passedMs;
  };

  test.each(stories)('is open within 2 s of coming back, where $name', async ({ pull, bringBack, mendAfterMs = 0, mend }) => {
    const tookMs: number[] = [];
    for (const away of awayMs) {
      const ports = stand();
      registry = startRegistry({ transports: [ports.transport], profiles: [], configured: [counter], plugAndPlay: true });
      plugged(ports);
      await untilOpen();
      const before = ports.opened.length;
      pull(ports);
      ports.pull(path);
      await vi.advanceTimersByTimeAsync(away);
      expect(isOpen()).toBe(false);
      // A port that is not there is asked for a few times, not in a hurry.
      expect(ports.opened.length - before).toBeLessThanOrEqual(3 + away / 700);
      bringBack(ports);
      if (mend !== undefined) await vi.advanceTimersByTimeAsync(mendAfterMs);
      mend?.(ports);
      tookMs.push((mend === undefined ? 0 : mendAfterMs) + await untilOpen());
      registry.close();
    }
    expect(Math.max(...tookMs)).toBeLessThanOrEqual(promisedMs);
    expect(tookMs).toHaveLength(awayMs.length);
  });
});
