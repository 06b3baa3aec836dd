import { describe, expect, it } from 'vitest';
import { createWakeup } from '../../sync/engine/wakeup.ts';

const never = new AbortController().signal;

describe('a wakeup', () => {
  it('wakes the loop that waits', async () => {
    const wakeup = createWakeup();
    const waiting = wakeup.wait(never);
    wakeup.ring();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('keeps one ring for the next wait', async () => {
    const wakeup = createWakeup();
    wakeup.ring();
    wakeup.ring();
    await wakeup.wait(never);
    const stop = new AbortController();
    const second = wakeup.wait(stop.signal);
    stop.abort(new Error('ended'));
    await expect(second).rejects.toThrow('ended');
  });

  it('ends by its timeout', async () => {
    await expect(createWakeup().wait(never, 1)).resolves.toBeUndefined();
  });

  it('does not begin to wait when it was ended before', async () => {
    await expect(createWakeup().wait(AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended');
  });
});
