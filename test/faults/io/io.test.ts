import { describe, expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { whyNoStrace } from '../kit/strace.ts';
import { io } from './io.ts';

describe.runIf(whyNoStrace() === undefined)('io', () => {
  it('finds that failed commits were refused, that answered ones are there, and that the same process went on', async () => {
    const { counts, failures } = await runPart(io({ runs: 1, sales: 25, agentFaults: 0 }), 2, () => undefined);
    expect(failures).toEqual([]);
    expect(counts['pwrite64.injected']).toBeGreaterThan(0);
    expect(counts['fsync.injected']).toBeGreaterThan(0);
    expect(counts['fsync.EIO.refusedCommits']).toBeGreaterThan(0);
  });
});
