import { afterEach, expect, it } from 'vitest';
import { SupervisedChild } from '../../agent/cli/start/supervised-child.ts';

const { execPath } = process;
afterEach(() => {
  process.execPath = execPath;
});

it('a child for which the system gives no process fails at once, and can be stopped', async () => {
  process.execPath = '/no/such/node';
  const child = new SupervisedChild({ name: 'agent', args: ['agent'], announce: () => undefined });
  await expect(child.start()).rejects.toMatchObject({ code: 'agent-failed', exitCode: 1, message: expect.stringContaining('could not be started') as string });
  await child.stop();
  expect(child.pid).toBeUndefined();
});
