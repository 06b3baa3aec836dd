/** Who looked up which cards lately. In memory: a restart of the agent forgets at most an hour. */
export interface LookUps {
  /** @returns how many different cards this person looked up within an hour, this one included */
  note(userId: string | undefined, code: string, nowMs: number): number;
}

const hourMs = 3_600_000;
/** Of one person: more than any limit can ask for would only fill the memory. */
const mostKept = 100_001;

export function createLookUps(): LookUps {
  const byUser = new Map<string | undefined, Map<string, number>>();
  return {
    note(userId, code, nowMs) {
      const codes = byUser.get(userId) ?? new Map<string, number>();
      byUser.set(userId, codes);
      // The latest last
      codes.delete(code);
      codes.set(code, nowMs);
      for (const [old, atMs] of codes) {
        if (nowMs - atMs < hourMs && codes.size <= mostKept) break;
        codes.delete(old);
      }
      return codes.size;
    },
  };
}
