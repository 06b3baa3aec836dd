/** Tells a code that a scanner saw twice from one that a person scanned twice. */
export interface RepeatFilter {
  /** Whether this key came within the time before; every sight of it counts anew */
  isRepeat(key: string, atMs: number): boolean;
}

/** A scanner on a stand may see both codes of one card in turns, so that more than the last one is remembered. */
const remembered = 32;

export function createRepeatFilter(withinMs: number): RepeatFilter {
  const seen = new Map<string, number>();
  return {
    isRepeat: (key, atMs) => {
      const last = seen.get(key);
      seen.delete(key);
      seen.set(key, atMs);
      if (seen.size > remembered) {
        const [oldest] = seen.keys();
        if (oldest !== undefined) seen.delete(oldest);
      }
      return last !== undefined && atMs - last < withinMs && atMs >= last;
    },
  };
}
