import { expect, test } from 'vitest';
import type { FaultMode } from '../../agent/cli/replay/fault-proxy.ts';
import { OutageSchedule } from '../../agent/cli/replay/outage-schedule.ts';

const never = new AbortController().signal;

function proxy(): { set: (mode: FaultMode) => Promise<void>; modes: FaultMode[] } {
  const modes: FaultMode[] = [];
  return { modes, set: async (mode) => void modes.push(mode) };
}

test('outages begin and end with the sales that were planned', async () => {
  const network = proxy();
  const schedule = new OutageSchedule([{ from: 1, to: 3, mode: 'refuse' }, { from: 3, to: 4, mode: 'blackhole' }], 0.6, 5, network, never);
  const away: boolean[] = [];
  for (let sale = 0; sale < 5; sale += 1) {
    await schedule.admit();
    away.push(schedule.isOutage);
  }
  expect(away).toEqual([false, true, true, true, false]);
  expect(network.modes).toEqual(['refuse', 'pass', 'blackhole', 'pass']);
});

test('sales that start at once are admitted one after another', async () => {
  const network = proxy();
  const schedule = new OutageSchedule([{ from: 0, to: 2, mode: 'refuse' }], 0.5, 4, network, never);
  await Promise.all([schedule.admit(), schedule.admit(), schedule.admit()]);
  expect(schedule.isOutage).toBe(false);
  expect(network.modes).toEqual(['refuse', 'pass']);
});

test('the end is filled up to the share of the time, and then the centre is back for good', async () => {
  const network = proxy();
  const schedule = new OutageSchedule([{ from: 0, to: 1, mode: 'refuse' }], 0.5, 2, network, never);
  await schedule.admit();
  await schedule.admit();
  await new Promise((resolve) => setTimeout(resolve, 30));
  await schedule.fillUp();
  expect(schedule.timeShare()).toBeGreaterThanOrEqual(0.45);
  await schedule.lift();
  expect(schedule.isOutage).toBe(false);
  expect(network.modes.at(-1)).toBe('pass');
});

test('without outages the network is left alone', async () => {
  const network = proxy();
  const schedule = new OutageSchedule([], 0, 1, network, never);
  await schedule.admit();
  await schedule.fillUp();
  await schedule.lift();
  expect(network.modes).toEqual([]);
});
