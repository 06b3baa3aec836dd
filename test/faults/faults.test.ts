import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../agent/cli/replay/random.ts';
import { runPart } from './kit/run-part.ts';
import { inShort, type FaultPart } from './part.ts';

const faults = (...args: string[]): ReturnType<typeof spawnSync> => spawnSync(process.execPath, [join(import.meta.dirname, 'faults.ts'), ...args], { encoding: 'utf8' });

describe('npm run faults', () => {
  it('lists its parts, and answers wrong use with exit code 2', () => {
    const help = faults('--help');
    expect(help.status).toBe(0);
    for (const name of ['power-cut', 'kill', 'central-kill', 'io', 'partition', 'clone', 'clock', 'redemption']) expect(help.stdout).toContain(`  ${name}: `);
    for (const [wrong, why] of [[['earthquake'], 'there is no part "earthquake"'], [['--seed', 'x'], '--seed takes a whole number'], [['--often'], '--often']] as const) {
      const refused = faults(...wrong);
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain(why);
      expect(refused.stderr).toContain('(wrong-use)');
    }
  });

  it('gives a part the same chance for the same seed, whatever other parts ran before, and another for another seed', async () => {
    const drawn: number[] = [];
    const part = (name: string): FaultPart => ({ name, about: '', run: ({ random }) => { drawn.push(random.next()); return Promise.resolve({ counts: {}, failures: [], skipped: [] }); } });
    for (const [name, seed] of [['one', 1], ['other', 1], ['one', 1], ['one', 2]] as const) await runPart(part(name), seed, () => undefined);
    expect(drawn[2]).toBe(drawn[0]);
    expect(new Set(drawn).size).toBe(3);
    expect(drawn[0]).not.toBe(seededRandom(1).next());
  });

  it('tells the first failures and counts the others', () => {
    expect(inShort(['1', '2', '3', '4', '5', '6', '7'])).toEqual(['1', '2', '3', '4', '5', '… and 2 more']);
    expect(inShort(['1'])).toEqual(['1']);
  });
});
