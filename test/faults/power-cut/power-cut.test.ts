import { describe, expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { whyNoStrace } from '../kit/strace.ts';
import { powerCut } from './power-cut.ts';

describe.runIf(whyNoStrace() === undefined)('power-cut', () => {
  it('finds every answered operation after any cut, and finds that a journal that does not sync loses some', async () => {
    const { counts, failures } = await runPart(powerCut({ steps: 60, cuts: 40, carelessCuts: 15 }), 1, () => undefined);
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({ cuts: 40, lossyCuts: 0 });
    expect(counts.answers).toBeGreaterThan(20);
    expect(counts.lossyCutsWithSynchronousNORMAL).toBeGreaterThan(0);
    expect(counts.lossyCutsWithSynchronousOFF).toBeGreaterThan(0);
  });
});
