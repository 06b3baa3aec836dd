/** The kinds of code that a scanner may name, in our words. A scanner that names none leaves it open. */
export const symbologies = [
  'ean-13', 'ean-8', 'upc-a', 'upc-e', 'code-128', 'gs1-128', 'code-39', 'code-93', 'codabar', 'itf', 'databar',
  'qr', 'gs1-qr', 'aztec', 'data-matrix', 'gs1-data-matrix', 'dotcode', 'gs1-dotcode', 'pdf417', 'maxicode', 'magstripe',
] as const;
export type Symbology = (typeof symbologies)[number];
