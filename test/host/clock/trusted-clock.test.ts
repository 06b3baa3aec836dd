import { assert, array, constant, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBootId } from '../../../agent/host/clock/boot-id.ts';
import { createTrustedClock, type TrustedClock } from '../../../agent/host/clock/trusted-clock.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

/** A machine whose clocks a test may turn, and the memory of its till. */
function createMachine() {
  const memory = new Map<string, string>();
  const machine = {
    wallMs: noon,
    uptimeMs: 1_000_000,
    bootId: 'boot-1',
    writes: 0,
    isDiskFull: false,
    memory,
    pass(ms: number) {
      machine.wallMs += ms;
      machine.uptimeMs += ms;
    },
    reboot(offMs: number) {
      machine.wallMs += offMs;
      machine.uptimeMs = 20_000;
      machine.bootId = `${machine.bootId}+`;
    },
    start: (): TrustedClock =>
      createTrustedClock({
        meta: {
          get: (key) => memory.get(key),
          set(key, value) {
            if (machine.isDiskFull) throw new Error('disk full');
            machine.writes += 1;
            memory.set(key, value);
          },
        },
        wallMs: () => machine.wallMs,
        uptimeMs: () => machine.uptimeMs,
        bootId: machine.bootId,
      }),
  };
  return machine;
}

describe('the trusted clock', () => {
  it('begins with the wall clock at the first start, as an estimate', () => {
    expect(createMachine().start().now()).toEqual({ atMs: noon, wallMs: noon, clock: 'estimated' });
  });

  it('takes the time of the centre, and the middle of the round trip', () => {
    const machine = createMachine();
    machine.wallMs = noon - 3 * hourMs;
    const clock = machine.start();
    clock.observeCentralTime(noon, 80);
    expect(clock.now()).toEqual({ atMs: noon + 40, wallMs: noon - 3 * hourMs, clock: 'synced' });
    expect(clock.quality()).toBe('synced');
  });

  it('shows a jump of the wall clock and is not moved by it', () => {
    const machine = createMachine();
    const clock = machine.start();
    clock.observeCentralTime(noon, 0);
    machine.wallMs += yearMs;
    machine.pass(5_000);
    expect(clock.now()).toEqual({ atMs: noon + 5_000, wallMs: noon + yearMs + 5_000, clock: 'synced' });
    machine.wallMs -= 2 * yearMs;
    expect(clock.now()).toMatchObject({ atMs: noon + 5_000, clock: 'synced' });
  });

  it('stays synced when the agent is restarted within one boot', () => {
    const machine = createMachine();
    machine.start().observeCentralTime(noon, 0);
    machine.pass(90_000);
    machine.wallMs -= yearMs;
    expect(machine.start().now()).toMatchObject({ atMs: noon + 90_000, clock: 'synced' });
  });

  it('is an estimate after a reboot, until the centre is met', () => {
    const machine = createMachine();
    machine.start().observeCentralTime(noon, 0);
    machine.reboot(hourMs);
    const clock = machine.start();
    expect(clock.now()).toMatchObject({ atMs: noon + hourMs, clock: 'estimated' });
    clock.observeCentralTime(noon + hourMs + 2_000, 0);
    expect(clock.now()).toMatchObject({ atMs: noon + hourMs + 2_000, clock: 'synced' });
  });

  it.each([-yearMs, yearMs])('is suspect after a reboot with the wall clock off by %i ms, and runs on from what it remembers', (errorMs) => {
    const machine = createMachine();
    machine.start().observeCentralTime(noon, 0);
    machine.reboot(hourMs + errorMs);
    const clock = machine.start();
    machine.pass(60_000);
    expect(clock.now()).toMatchObject({ atMs: noon + 60_000, clock: 'suspect' });
  });

  it('remembers at most every 30 seconds, and at once when it becomes synced', () => {
    const machine = createMachine();
    const clock = machine.start();
    clock.now();
    clock.now();
    expect(machine.writes).toBe(1);
    clock.observeCentralTime(noon, 0);
    expect(machine.writes).toBe(2);
    for (let second = 0; second < 60; second += 1) {
      machine.pass(1_000);
      clock.now();
      clock.observeCentralTime(noon + (second + 1) * 1_000, 0);
    }
    expect(machine.writes).toBe(4);
    expect(JSON.parse(machine.memory.get('clock') ?? '')).toEqual({ atMs: noon + 60_000, uptimeMs: 1_060_000, bootId: 'boot-1', quality: 'synced' });
  });

  it('goes on when the disk does not remember', () => {
    const machine = createMachine();
    machine.isDiskFull = true;
    const clock = machine.start();
    clock.observeCentralTime(noon, 0);
    expect(clock.now()).toMatchObject({ atMs: noon, clock: 'synced' });
  });

  it.each(['', '{', '{"atMs":-1}', '{"atMs":1.5,"uptimeMs":0,"bootId":"b","quality":"synced"}'])('is suspect with the memory %j', (text) => {
    const machine = createMachine();
    machine.memory.set('clock', text);
    expect(machine.start().now()).toMatchObject({ atMs: noon, clock: 'suspect' });
  });

  it('stands still for a small correction', () => {
    const machine = createMachine();
    const clock = machine.start();
    expect(clock.now().atMs).toBe(noon);
    clock.observeCentralTime(noon - 10_000, 0);
    expect(clock.now().atMs).toBe(noon);
    machine.pass(9_000);
    expect(clock.now().atMs).toBe(noon);
    machine.pass(2_000);
    expect(clock.now().atMs).toBe(noon + 1_000);
  });

  it('follows the centre back from an estimate that was far ahead, instead of stopping for a year', () => {
    const machine = createMachine();
    machine.wallMs = noon + yearMs;
    const clock = machine.start();
    clock.now();
    clock.observeCentralTime(noon, 0);
    expect(clock.now()).toMatchObject({ atMs: noon, clock: 'synced' });
    machine.reboot(-yearMs + hourMs);
    expect(machine.start().now()).toMatchObject({ atMs: noon + hourMs, clock: 'estimated' });
  });

  it('never runs backwards, whatever happens to the wall clock and however the answers of the centre scatter', () => {
    const event = oneof(
      record({ what: constant('pass' as const), ms: integer({ min: 0, max: 120_000 }) }),
      record({ what: constant('set-wall' as const), ms: integer({ min: -yearMs, max: yearMs }) }),
      record({ what: constant('centre' as const), ms: integer({ min: 0, max: 20_000 }) }),
    );
    assert(
      property(array(event, { maxLength: 50 }), (events) => {
        const machine = createMachine();
        const clock = machine.start();
        let trueMs = noon;
        let lastMs = clock.now().atMs;
        for (const { what, ms } of events) {
          if (what === 'pass') {
            machine.pass(ms);
            trueMs += ms;
          } else if (what === 'set-wall') machine.wallMs += ms;
          else clock.observeCentralTime(trueMs - Math.round(ms / 3), ms);
          const { atMs } = clock.now();
          expect(atMs).toBeGreaterThanOrEqual(lastMs);
          lastMs = atMs;
        }
      }),
    );
  });

  it('knows the zone of the store', () => {
    expect(createMachine().start().businessTime(noon, 'Asia/Almaty')).toMatchObject({ localDate: '2026-11-22', minuteOfDay: 1020 });
  });
});

describe('the id of this boot', () => {
  it('is the same each time', () => {
    expect(readBootId()).toBe(readBootId());
    expect(readBootId().length).toBeGreaterThan(8);
  });
});
