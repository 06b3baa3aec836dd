import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../../agent/cli/replay/random.ts';
import type { FaultPart, PartResult } from '../part.ts';

/** Runs a part in a folder of its own, with chance that hangs on the seed and on the part's name alone: a part does the same with the others and without them. */
export async function runPart(part: FaultPart, seed: number, tell: (line: string) => void): Promise<PartResult> {
  const folder = mkdtempSync(join(tmpdir(), `till-faults-${part.name}-`));
  try {
    const own = seedOf(part.name, seed);
    return await part.run({ random: seededRandom(own), seed: own, folder, tell });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** FNV-1a over the name, begun at the seed. */
function seedOf(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
