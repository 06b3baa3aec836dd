import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../agent/cli/replay/random.ts';
import { checkLeft } from '../kit/check-left.ts';
import { drawKillMoment, fillCompileCache, runUntilKilled } from '../kit/killed-writer.ts';
import { killWriters } from './kill-writers.ts';

// Killed agents in a running shop: the tests of the replay have a small one.
describe('kill', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-faults-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds all that was answered after each of some kills, and says how long the restarts took', async () => {
    const done = await killWriters(12, 2, { random: seededRandom(5), seed: 5, folder, tell: () => undefined });
    expect(done.found).toEqual([]);
    expect(done.moments.failpoint + done.moments.start + done.moments.work).toBe(12);
    expect(done.answers).toBeGreaterThan(10);
    expect(done.restartsMs.length).toBeGreaterThan(0);
  });

  it('notices an answer that nothing stands behind', async () => {
    const { answers } = await runUntilKilled(join(folder, 'journal.db'), 1, { at: 'work', afterAnswers: 3, delayMs: 0 }, fillCompileCache(folder));
    expect(checkLeft(folder, [...answers, { kind: 'sale', seq: 900, hash: 'none', saleId: 'none' }])).toEqual(['operation 900 was answered and is not there']);
  });

  it('draws every kind of moment', () => {
    const random = seededRandom(1);
    const moments = Array.from({ length: 200 }, () => drawKillMoment(random));
    expect(new Set(moments.map(({ at }) => at))).toEqual(new Set(['failpoint', 'start', 'work']));
    expect(new Set(moments.flatMap((moment) => (moment.at === 'failpoint' ? [moment.place] : []))).size).toBe(4);
  });
});
