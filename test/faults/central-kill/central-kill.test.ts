import { expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { centralKill } from './central-kill.ts';

it('a killed central has all that it acknowledged, and so it has after its PostgreSQL was killed', async () => {
  const { counts, failures, skipped } = await runPart(centralKill({ tills: 2, embedded: 1, onPostgres: 1, ofPostgres: 1 }), 1, () => undefined);
  expect(failures).toEqual([]);
  expect(counts['embedded.operations']).toBeGreaterThan(2);
  expect(counts['postgres.kills']).toBe(skipped.length === 0 ? 2 : undefined);
});
