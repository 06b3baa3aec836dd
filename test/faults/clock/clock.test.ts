import { expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { clock } from './clock.ts';

it('sales go by trusted time and say how good it was, whatever is done to the clocks of the machine', async () => {
  const { counts, failures } = await runPart(clock(), 1, () => undefined);
  expect(failures).toEqual([]);
  expect(counts['steps']).toBe(8);
});
