import type { WeightCode } from '../bundle/bundle.ts';
import type { Problem } from '../promotions/problem.ts';
import { cardLength } from './card-number.ts';
import type { CardScheme } from './card.ts';
import { findCardSchemeProblem } from './check-scheme.ts';

/** Weight codes are EAN-13. */
const weightCodeLength = 13;

/** Codes that could not be made, or that could be read in two ways: a card taken for another, or for a weighed good. Paths are from the bundle. */
export function findCodeProblem(schemes: readonly CardScheme[], weightCodes: readonly WeightCode[]): Problem | undefined {
  for (const [index, scheme] of schemes.entries()) {
    const path = `/cardSchemes/${index}`;
    const detail = findCardSchemeProblem(scheme);
    if (detail !== undefined) return { path, detail };
    const clash = schemes.slice(0, index).find((other) => isReadAsEither(scheme, other));
    if (clash !== undefined) return { path, detail: `makes numbers that could be read as those of "${clash.id}"` };
    const weighed = weightCodes.find((code) => cardLength(scheme) === weightCodeLength && isNested(scheme.prefix, code.prefix));
    if (weighed !== undefined) return { path: `${path}/prefix`, detail: `makes numbers that could be read as weight codes with ${weighed.prefix}` };
  }
  return findWeightCodeProblem(weightCodes);
}

/** By their numbers or by their short forms. Between a number and a short form of the same length there is an order: the number wins. */
function isReadAsEither(one: CardScheme, other: CardScheme): boolean {
  return shortLength(one) === shortLength(other) || (cardLength(one) === cardLength(other) && isNested(one.prefix, other.prefix));
}

function shortLength({ storeDigits, serialDigits }: CardScheme): number {
  return storeDigits + serialDigits;
}

function isNested(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function findWeightCodeProblem(weightCodes: readonly WeightCode[]): Problem | undefined {
  for (const [index, { prefix, itemDigits, weightDigits }] of weightCodes.entries()) {
    const length = prefix.length + itemDigits + weightDigits + 1;
    if (length !== weightCodeLength) return { path: `/weightCodes/${index}`, detail: `makes codes of ${length} digits; with the check digit there must be ${weightCodeLength}` };
    if (weightCodes.findIndex((other) => other.prefix === prefix) !== index) return { path: `/weightCodes/${index}/prefix`, detail: `"${prefix}" is there twice` };
  }
  return undefined;
}
