import type { Bundle } from '../bundle/bundle.ts';
import { below, type Problem } from '../promotions/problem.ts';
import { cardLength } from './card-number.ts';
import type { CardScheme, ForeignCards, NumberRange } from './card-scheme.ts';
import { findSchemeProblem } from './check-scheme.ts';
import type { InStoreLayout } from './in-store-code.ts';

/** Weight and price codes are EAN-13. */
const inStoreLength = 13;

/** Numbers that somebody makes: full ones of one length, from the first to the last. */
interface Claim extends NumberRange {
  readonly path: string;
  readonly owner: string;
}

/** Codes that could not be made, or that could be read in two ways: a card taken for another's, or for a good of the scales. Paths are from the bundle. */
export function findCodeProblem({ cardSchemes, foreignCards = [], weightCodes, priceCodes = [] }: Pick<Bundle, 'cardSchemes' | 'foreignCards' | 'weightCodes' | 'priceCodes'>, stores: ReadonlySet<string>): Problem | undefined {
  const claims: Claim[] = [];
  const labels = [
    ...weightCodes.map(({ weightDigits, ...layout }, index) => labelOf({ ...layout, numberDigits: weightDigits }, `/weightCodes/${index}`, 'weight')),
    ...priceCodes.map(({ priceDigits, ...layout }, index) => labelOf({ ...layout, numberDigits: priceDigits }, `/priceCodes/${index}`, 'price')),
  ];
  for (const [index, scheme] of cardSchemes.entries()) {
    const path = `/cardSchemes/${index}`;
    const problem = below(path, findSchemeProblem(scheme, stores)) ?? findClash(claimsOfScheme(scheme, path), claims, labels);
    if (problem !== undefined) return problem;
    claims.push(...claimsOfScheme(scheme, path));
  }
  for (const [index, foreign] of foreignCards.entries()) {
    const path = `/foreignCards/${index}`;
    const problem = below(path, findForeignProblem(foreign)) ?? findClash([claimOfForeign(foreign, path)], claims, labels);
    if (problem !== undefined) return problem;
    claims.push(claimOfForeign(foreign, path));
  }
  return findLabelProblem(labels);
}

function findForeignProblem({ from, to }: ForeignCards): Problem | undefined {
  if (from.length !== to.length) return { path: '/to', detail: `has ${to.length} digits and "from" ${from.length}: numbers of one length only` };
  return from <= to ? undefined : { path: '/to', detail: `is below ${from}, where the range begins` };
}

function claimsOfScheme(scheme: CardScheme, path: string): Claim[] {
  const behind = cardLength(scheme) - scheme.prefix.length;
  const check = scheme.check === 'none' ? 0 : 1;
  const owner = `"${scheme.id}"`;
  if (scheme.ranges === undefined) return [filled(scheme.prefix, scheme.prefix, behind, { path, owner })];
  return scheme.ranges.map(({ from, to }, index) => filled(from, to, check, { path: `${path}/ranges/${index}`, owner }));
}

function claimOfForeign({ name, from, to }: ForeignCards, path: string): Claim {
  return { path, owner: `"${name.ru}"`, from, to };
}

/** `length`: with prefix and check digit. */
interface Label extends Claim {
  readonly prefix: string;
  readonly length: number;
  /** GS1 checks numbers of four and five digits */
  readonly hasVerifierOfNothing: boolean;
}

function labelOf({ prefix, itemDigits, skipDigits = 0, verifier, numberDigits }: InStoreLayout, path: string, kind: 'weight' | 'price'): Label {
  const digits = itemDigits + skipDigits + (verifier === true ? 1 : 0) + numberDigits;
  return {
    ...filled(prefix, prefix, inStoreLength - prefix.length, { path, owner: `${kind} codes with ${prefix}` }),
    prefix, length: prefix.length + digits + 1, hasVerifierOfNothing: verifier === true && numberDigits > 5,
  };
}

/** All numbers that go on from these beginnings with so many more digits. */
function filled(from: string, to: string, digits: number, claim: Pick<Claim, 'path' | 'owner'>): Claim {
  return { ...claim, from: from + '0'.repeat(digits), to: to + '9'.repeat(digits) };
}

function findClash(claims: readonly Claim[], cards: readonly Claim[], weighed: readonly Claim[]): Problem | undefined {
  for (const claim of claims) {
    const card = cards.find((other) => overlaps(claim, other));
    if (card !== undefined) return { path: claim.path, detail: `has numbers that could be read as those of ${card.owner}` };
    const weights = weighed.find((other) => overlaps(claim, other));
    if (weights !== undefined) return { path: claim.path, detail: `has numbers that could be read as ${weights.owner}` };
  }
  return undefined;
}

function overlaps(one: NumberRange, other: NumberRange): boolean {
  return one.from.length === other.from.length && one.from <= other.to && other.from <= one.to;
}

function findLabelProblem(labels: readonly Label[]): Problem | undefined {
  for (const [index, { path, prefix, length, hasVerifierOfNothing }] of labels.entries()) {
    if (hasVerifierOfNothing) return { path: `${path}/verifier`, detail: 'checks a number of four or five digits, and this one has six' };
    if (length !== inStoreLength) return { path, detail: `makes codes of ${length} digits; with the check digit there must be ${inStoreLength}` };
    if (labels.findIndex((other) => other.prefix === prefix) !== index) return { path: `${path}/prefix`, detail: `"${prefix}" is there twice` };
  }
  return undefined;
}
