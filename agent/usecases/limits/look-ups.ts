import { JournalFault } from '../../ports/journal.ts';
import type { KeptLookUps } from '../../ports/look-ups.ts';

/** Who looked up which cards within the hour. It outlives the agent; where the disk takes nothing it holds in memory. */
export interface LookUps {
  /** @returns how many different cards this person looked up within an hour, this one included */
  note(userId: string | undefined, code: string, nowMs: number): number;
}

const hourMs = 3_600_000;
/** Of one person: more than any limit can ask for would only fill the memory. */
const mostKept = 100_001;

/** @param digest what is kept of a code, which may be a telephone number */
export function createLookUps(kept: KeptLookUps, digest: (code: string) => string, startedAtMs: number): LookUps {
  const byPerson = new Map<string, Map<string, number>>();
  const codesOf = (who: string): Map<string, number> => {
    const codes = byPerson.get(who) ?? new Map<string, number>();
    byPerson.set(who, codes);
    return codes;
  };
  for (const { who, code, atMs } of kept.since(startedAtMs - hourMs)) codesOf(who).set(code, atMs);
  return {
    note(userId, code, nowMs) {
      const who = userId ?? '';
      const digested = digest(code);
      const codes = codesOf(who);
      // The latest last
      codes.delete(digested);
      codes.set(digested, nowMs);
      for (const [old, atMs] of codes) {
        if (nowMs - atMs < hourMs && codes.size <= mostKept) break;
        codes.delete(old);
      }
      keep(kept, who, digested, nowMs);
      return codes.size;
    },
  };
}

function keep(kept: KeptLookUps, who: string, code: string, nowMs: number): void {
  try {
    kept.note(who, code, nowMs, nowMs - hourMs);
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
  }
}
