import { applicationIdentifiers } from './application-identifier.ts';
import type { Element } from './element-string.ts';

/** What is wrong with the elements together. */
export type PairFault =
  | { code: 'repeated-with-another-value'; ai: string }
  | { code: 'exclusive'; ai: string; other: string }
  /** `ways`: what would satisfy it, any one of them */
  | { code: 'required-missing'; ai: string; ways: readonly (readonly string[])[] };

/**
 * Checks what GS1 asks of the elements of one item together. An item may carry several symbols, so that what is missing in one
 * may stand in another: whoever reads a single symbol takes `required-missing` as a remark.
 */
export function findPairFault(elements: readonly Element[]): PairFault | undefined {
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    const before = values.get(ai);
    if (before !== undefined && before !== value) return { code: 'repeated-with-another-value', ai };
    values.set(ai, value);
  }
  const present = [...values.keys()];
  const has = (pattern: string, self: string) => present.some((ai) => ai !== self && fits(ai, pattern));
  for (const ai of present) {
    const { excludes = [], requires = [] } = applicationIdentifiers.get(ai) ?? {};
    const clash = excludes.find((pattern) => has(pattern, ai));
    if (clash !== undefined) return { code: 'exclusive', ai, other: clash };
    const unmet = requires.find((ways) => !ways.some((way) => way.every((pattern) => has(pattern, ai))));
    if (unmet !== undefined) return { code: 'required-missing', ai, ways: unmet };
  }
  return undefined;
}

function fits(ai: string, pattern: string): boolean {
  if (ai.length !== pattern.length) return false;
  for (let place = 0; place < ai.length; place += 1) if (pattern[place] !== 'n' && pattern[place] !== ai[place]) return false;
  return true;
}
