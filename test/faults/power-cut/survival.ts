import type { Random } from '../../../agent/cli/replay/random.ts';

/** How much of a file's unsynced changes a power cut left. */
export interface Survival {
  /** Nothing · all of it · what came before some moment, and a part of what was under way then · any sectors of any of it, so that later ones may be there without earlier ones */
  kind: 'dropped' | 'kept' | 'torn' | 'scattered';
  /** Of the sectors that are in question */
  share: number;
  /** Fills what a file grew by without being written: with zeroes, or, as some file systems do, with what lay on the disk before */
  holes: (hole: Buffer) => void;
  random: Random;
}

const kinds = ['dropped', 'kept', 'torn', 'scattered', 'scattered'] as const;
const shares = [0.1, 0.5, 0.9];

/** Drawn for each file by itself, so that files are re-ordered against one another too. */
export function drawSurvival(random: Random): Survival {
  const kind = random.pick(kinds);
  const share = random.pick(shares);
  const holes = random.chance(0.5) ? (hole: Buffer) => void hole.fill(0) : (hole: Buffer) => fillWithRubbish(hole, random);
  return { kind, share, holes, random };
}

function fillWithRubbish(hole: Buffer, random: Random): void {
  for (let at = 0; at < hole.length; at += 1) hole[at] = random.between(0, 255);
}
