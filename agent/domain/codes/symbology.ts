/** The kinds of code that a scanner may name, in our words. A scanner that names none leaves it open. */
export const symbologies = [
  'ean-13', 'ean-8', 'upc-a', 'upc-e', 'code-128', 'gs1-128', 'code-39', 'code-93', 'codabar', 'itf', 'databar',
  'qr', 'gs1-qr', 'aztec', 'data-matrix', 'gs1-data-matrix', 'dotcode', 'gs1-dotcode', 'pdf417', 'maxicode', 'magstripe',
] as const;
export type Symbology = (typeof symbologies)[number];

const gs1Symbologies: ReadonlySet<Symbology> = new Set(['gs1-128', 'databar', 'gs1-qr', 'gs1-data-matrix', 'gs1-dotcode']);

/** Does the symbol itself say that it holds a GS1 element string? */
export function isGs1Symbology(symbology: Symbology): boolean {
  return gs1Symbologies.has(symbology);
}
