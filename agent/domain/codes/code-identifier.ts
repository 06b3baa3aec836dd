import tables from '../../../resources/scanners/code-identifiers.json' with { type: 'json' };
import type { Symbology } from './symbology.ts';

/** Who names symbologies in an own way. */
export type Maker = keyof typeof tables;
export const makers = Object.keys(tables) as readonly Maker[];

/** One to three characters that a maker's scanners put in front of the data, as they leave the works. */
export interface CodeIdentifier {
  readonly flag: string;
  readonly symbology: Symbology;
}

/** No maker's identifier has more characters. */
export const longestIdentifier = 3;
const identifiersOf = new Map(makers.map((maker) => [maker, new Map(Object.entries(tables[maker].identifiers) as [string, Symbology][])]));

/** Those of the maker that the text begins with, the longest first. */
export function codeIdentifiersAt(maker: Maker, text: string): CodeIdentifier[] {
  const found: CodeIdentifier[] = [];
  for (let length = longestIdentifier; length > 0; length -= 1) {
    const flag = text.slice(0, length);
    const symbology = flag.length === length ? identifiersOf.get(maker)?.get(flag) : undefined;
    if (symbology !== undefined) found.push({ flag, symbology });
  }
  return found;
}

/** Is it what one of the makers calls a symbology of this kind? */
export function isIdentifierOf(flag: string, kind: Symbology): boolean {
  return makers.some((maker) => {
    const symbology = identifiersOf.get(maker)?.get(flag);
    return symbology !== undefined && isSameKind(symbology, kind);
  });
}

/** Makers name the symbol, the AIM identifier may name its use: all EAN and UPC are `]E`, and an FNC1 makes another symbology of the same symbol. */
function isSameKind(one: Symbology, other: Symbology): boolean {
  return kindOf(one) === kindOf(other) || (kindOf(one) === 'databar' && other === 'gs1-128');
}

function kindOf(symbology: Symbology): string {
  return symbology === 'gs1-128' ? 'code-128' : isRetailSymbology(symbology) ? 'retail' : symbology.replace(/^gs1-/, '');
}

/** EAN and UPC. */
export function isRetailSymbology(symbology: Symbology): boolean {
  return symbology === 'ean-13' || symbology === 'ean-8' || symbology === 'upc-a' || symbology === 'upc-e';
}
