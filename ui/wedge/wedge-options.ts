/** How a scanner that types is told from a person. Kept in the page's local storage as JSON under `till.wedge`; what is left out there is as here. */
export interface WedgeOptions {
  /** Longest gap between two keys of a scanner. Scanners leave 1 to 40 ms; a person's fastest sustained typing 60 and more */
  maxGapMs: number;
  /** The shortest code that counts. A card's short form has six */
  minLength: number;
  /** Characters that the scanner was set up to send first. With them nothing else counts, gaps may be longer, and a field never sees even one character */
  prefix: string;
  /** Keys that stand for GS (FNC1) inside a code, by place, `Ctrl+` before them where it is held */
  gsKeys: readonly string[];
  /** `ignored`: the scanner presses Shift for capitals whatever Caps Lock says. `met`: it looks at Caps Lock, and presses Shift the other way while that is on */
  capsLock: 'ignored' | 'met';
}

export const defaultWedgeOptions: WedgeOptions = { maxGapMs: 50, minLength: 4, prefix: '', gsKeys: ['Ctrl+BracketRight', 'F8'], capsLock: 'ignored' };

/** @param stored what lies in the storage: anything that does not fit is passed over. */
export function readWedgeOptions(stored: string | null): WedgeOptions {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    return defaultWedgeOptions;
  }
  const { maxGapMs, minLength, prefix, gsKeys, capsLock } = (typeof found === 'object' && found !== null ? found : {}) as Record<string, unknown>;
  return {
    maxGapMs: isWithin(maxGapMs, 5, 500) ? maxGapMs : defaultWedgeOptions.maxGapMs,
    minLength: isWithin(minLength, 1, 40) ? minLength : defaultWedgeOptions.minLength,
    prefix: typeof prefix === 'string' && /^[\x21-\x7e]{0,4}$/.test(prefix) ? prefix : defaultWedgeOptions.prefix,
    gsKeys: Array.isArray(gsKeys) && gsKeys.every((key) => typeof key === 'string') ? gsKeys : defaultWedgeOptions.gsKeys,
    capsLock: capsLock === 'met' ? 'met' : defaultWedgeOptions.capsLock,
  };
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
