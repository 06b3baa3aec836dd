import type { CardScheme } from './card.ts';
import { cardLength } from './card-number.ts';

/** Why no card number can be made by this scheme, as the end of a sentence; undefined where it is sound. */
export function findCardSchemeProblem(scheme: CardScheme): string | undefined {
  const length = cardLength(scheme);
  if (scheme.check === 'ean13' && length !== 13) return `makes numbers of ${length} digits; with an EAN-13 check digit there must be 13`;
  if (length < 6 || length > 20) return `makes numbers of ${length} digits; a card number has 6 to 20`;
  return undefined;
}
