/** What a lint found: GS1's own name of it, in lower case. */
export type LintFault = string;

/** Looks at one part of an AI's value, which has its characters and its length already. Undefined: nothing is wrong. */
export type Lint = (value: string) => LintFault | undefined;

export function isDigits(value: string): boolean {
  return /^[0-9]*$/.test(value);
}

/** A lint of digits: what is none is said before anything else. */
export function ofDigits(lint: Lint): Lint {
  return (value) => (isDigits(value) ? lint(value) : 'non-digit-character');
}
