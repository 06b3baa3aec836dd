import { expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { clone } from './clone.ts';

it('a cloned till is found out and quarantined, both sides say so, and both tills sell on', async () => {
  const { counts, failures } = await runPart(clone({ clones: 1 }), 1, () => undefined);
  expect(failures).toEqual([]);
  expect(counts['sales']).toBeGreaterThan(5);
});
