const empty = new Uint8Array();

/** Half a frame: what came until now, in memory that never grows beyond its limit. */
export interface Partial {
  readonly length: number;
  /** Adds bytes; false where they do not fit, and then nothing is kept */
  add(bytes: Uint8Array): boolean;
  /** What lies here and these bytes together; here nothing remains. Undefined where it is too long. */
  take(rest: Uint8Array): Uint8Array | undefined;
  clear(): void;
}

export function createPartial(maxBytes: number): Partial {
  let kept: Uint8Array = empty;
  let length = 0;
  const add = (bytes: Uint8Array): boolean => {
    const needed = length + bytes.length;
    if (needed > maxBytes) {
      length = 0;
      return false;
    }
    if (needed > kept.length) {
      const grown = new Uint8Array(Math.min(maxBytes, Math.max(64, needed * 2)));
      grown.set(kept.subarray(0, length));
      kept = grown;
    }
    kept.set(bytes, length);
    length = needed;
    return true;
  };
  return {
    get length() {
      return length;
    },
    add,
    take: (rest) => {
      if (length === 0) return rest.length > maxBytes ? undefined : rest;
      if (!add(rest)) return undefined;
      const whole = kept.slice(0, length);
      length = 0;
      return whole;
    },
    clear: () => {
      length = 0;
    },
  };
}
