import { describe, expect, test } from 'vitest';
import { DeviceFault } from '../../../drivers/core/device-fault.ts';
import { firstCondition, nextCondition } from '../../../drivers/core/device-state.ts';
import type { Condition, DeviceEvent } from '../../../drivers/core/device-state.ts';

const after = (...events: readonly DeviceEvent[]): Condition => events.reduce<Condition>(nextCondition, firstCondition);
const seen: DeviceEvent = { kind: 'seen' };
const opened: DeviceEvent = { kind: 'opened' };
const failed = (kind: 'busy' | 'timeout' | 'disconnected' | 'unsupported', mend?: 'permission' | 'address'): DeviceEvent => ({ kind: 'failed', fault: new DeviceFault(kind, 'why', mend === undefined ? {} : { mend }) });

describe('where a device is', () => {
  test.each<readonly [string, readonly DeviceEvent[], Condition['state']]>([
    ['nowhere', [], 'absent'],
    ['its port is seen', [seen], 'opening'],
    ['it opens', [seen, opened], 'open'],
    ['it is pulled', [seen, opened, failed('disconnected')], 'lost'],
    ['it is tried again', [seen, opened, failed('disconnected'), { kind: 'retry' }], 'reopening'],
    ['it is back', [seen, opened, failed('disconnected'), { kind: 'retry' }, opened], 'open'],
    ['its port goes', [seen, opened, { kind: 'gone' }], 'absent'],
    ['another program has it', [seen, failed('busy')], 'busy'],
    ['nobody gave the right', [seen, failed('unsupported', 'permission')], 'denied'],
    ['it hangs on open', [seen, failed('timeout')], 'failed'],
    ['it floods', [seen, opened, { kind: 'flood' }], 'flooding'],
    ['it calms down', [seen, opened, { kind: 'flood' }, { kind: 'calm' }], 'open'],
    ['it is pulled while it floods', [seen, opened, { kind: 'flood' }, failed('disconnected')], 'lost'],
    ['it is disabled, for good', [seen, { kind: 'disabled' }, seen, opened, { kind: 'gone' }], 'disabled'],
    ['an opening that comes late means nothing', [seen, { kind: 'gone' }, opened], 'absent'],
  ])('%s', (_what, events, state) => {
    expect(after(...events).state).toBe(state);
  });

  test('what may mend itself is tried again, at first at once and never later than 1.5 s', () => {
    let condition = after(seen, opened);
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      condition = nextCondition(condition, failed('disconnected'));
      waits.push(condition.retryInMs);
      condition = nextCondition(condition, { kind: 'retry' });
    }
    expect(waits).toEqual([100, 250, 500, 1_000, 1_000, 1_000]);
    expect(after(seen, failed('busy')).retryInMs).toBe(500);
    expect(after(seen, failed('unsupported', 'permission')).retryInMs).toBe(500);
  });
  test('what nobody can use is not tried again', () => {
    expect(after(seen, failed('unsupported')).retryInMs).toBeUndefined();
  });
  test('noise is named until the next code', () => {
    const noisy = after(seen, opened, { kind: 'noise', detail: 'why' });
    expect(noisy).toMatchObject({ state: 'open', fault: { kind: 'protocol', detail: 'why' } });
    expect(nextCondition(noisy, { kind: 'scanned' })).toEqual({ state: 'open', attempts: 0 });
  });
  test('a device that was open names why it went', () => {
    expect(after(seen, opened, { kind: 'gone' }).fault).toMatchObject({ kind: 'disconnected' });
    expect(after(seen, opened, failed('disconnected'), { kind: 'gone' }).fault).toMatchObject({ kind: 'disconnected' });
    expect(after(seen, { kind: 'gone' }).fault).toBeUndefined();
  });
});
