import type { Random } from '../../agent/cli/replay/random.ts';

/** What a part did and found. */
export interface PartResult {
  /** What was tried and what came of it; the unit stands in the name */
  counts: Record<string, number>;
  /** In words: each promise that was broken; empty where the part holds */
  failures: string[];
  /** In words: what could not be tried on this machine, and why */
  skipped: string[];
}

export interface PartContext {
  /** The part's own source of chance: the same seed tries the same */
  random: Random;
  /** For a plan of its own, such as a replay's */
  seed: number;
  /** An empty folder, removed afterwards */
  folder: string;
  /** What it does, line by line */
  tell: (line: string) => void;
}

/** One part of the campaign: it starts what it needs, breaks it, checks what is left, and cleans up after itself. */
export interface FaultPart {
  name: string;
  about: string;
  run: (context: PartContext) => Promise<PartResult>;
}

const shownFailures = 5;

/** The first few in full, the others as a number: a part that fails often fails for the same reason. */
export function inShort(failures: readonly string[]): string[] {
  const first = failures.slice(0, shownFailures);
  return failures.length > shownFailures ? [...first, `… and ${failures.length - shownFailures} more`] : first;
}
