import rows from '../../../resources/gs1/application-identifiers.json' with { type: 'json' };
import type { CharacterSet } from './character-sets.ts';
import type { Lint } from './lint.ts';
import { lints } from './lints/lints.ts';

/** One part of an AI's value. */
export interface ValuePart {
  characters: CharacterSet;
  minLength: number;
  maxLength: number;
  isOptional: boolean;
  lints: readonly Lint[];
}

/** What GS1 says of one application identifier (resources/gs1). */
export interface ApplicationIdentifier {
  ai: string;
  parts: readonly ValuePart[];
  /** AIs that may not stand on the same item; an `n` stands for any digit */
  excludes: readonly string[];
  /** Each is needed; of its ways any one is enough, and a way needs all its AIs */
  requires: readonly (readonly (readonly string[])[])[];
  /** A key of Digital Links: the qualifiers that may follow it in the path, in order, in alternatives */
  qualifiers?: readonly (readonly string[])[];
  /** It may be no query parameter of a Digital Link */
  isPathOnly: boolean;
}

interface Row {
  ai: string;
  value: string;
  excludes?: string[];
  requires?: string[][];
  qualifiers?: string[][];
  pathOnly?: boolean;
}

/** Every AI by its digits. */
export const applicationIdentifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map((rows as Row[]).flatMap((row) => readRow(row).map((each) => [each.ai, each] as const)));

/** The AI with which the text goes on at `at`; AIs have two to four digits and none begins another. */
export function identifierAt(text: string, at: number): ApplicationIdentifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = applicationIdentifiers.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** By their first two digits, the AIs whose values need no FNC1 behind them, for ever (GS1 General Specifications, "predefined length"). */
const predefined: ReadonlySet<string> = new Set(['00', '01', '02', '03', '04', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '31', '32', '33', '34', '35', '36', '41']);

export function isPredefinedLength(ai: string): boolean {
  return predefined.has(ai.slice(0, 2));
}

function readRow({ ai, value, excludes = [], requires = [], qualifiers, pathOnly }: Row): ApplicationIdentifier[] {
  const [first = ai, last = first] = ai.split('-');
  const shared = {
    parts: value.split(' ').map(readPart),
    excludes,
    requires: requires.map((ways) => ways.map((way) => way.split('+'))),
    ...(qualifiers === undefined ? {} : { qualifiers }),
    isPathOnly: pathOnly === true,
  };
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) => ({ ai: String(Number(first) + step).padStart(first.length, '0'), ...shared }));
}

function readPart(text: string): ValuePart {
  const isOptional = text.startsWith('[');
  const [form = '', ...names] = (isOptional ? text.slice(1, -1) : text).split(',');
  const [, characters, from, to] = /^([NXYZ])([0-9]*)(?:\.\.([0-9]+))?$/.exec(form) ?? [];
  if (characters === undefined) throw new Error(`no form of a value: ${text}`);
  const minLength = from === '' || from === undefined ? 1 : Number(from);
  return {
    characters: characters as CharacterSet,
    minLength,
    maxLength: to === undefined ? minLength : Number(to),
    isOptional,
    lints: names.map((name) => lints.get(name) ?? missing(name)),
  };
}

function missing(name: string): never {
  throw new Error(`there is no lint ${name}`);
}
