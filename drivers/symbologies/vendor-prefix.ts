import type { Symbology } from '../core/symbology.ts';

export type Vendor = 'honeywell' | 'zebra' | 'datalogic';

/** What scanners of these makes put in front of the data when "code identifier" is switched on, as they leave the works. */
const prefixes: Readonly<Record<Vendor, Readonly<Record<string, Symbology>>>> = {
  honeywell: {
    'd': 'ean-13', 'D': 'ean-8', 'c': 'upc-a', 'E': 'upc-e', 'j': 'code-128', 'I': 'gs1-128', 'b': 'code-39', 'i': 'code-93', 'a': 'codabar', 'e': 'itf',
    's': 'qr', 'w': 'data-matrix', 'z': 'aztec', 'r': 'pdf417', 'x': 'maxicode', 'y': 'databar', '{': 'databar', '}': 'databar',
  },
  // EAN and UPC share the A: the length tells them apart.
  zebra: {
    'A': 'ean-13', 'B': 'code-39', 'C': 'codabar', 'D': 'code-128', 'E': 'code-93', 'F': 'itf', 'K': 'gs1-128', 'R': 'databar', 'X': 'pdf417', 'z': 'aztec',
    'P00': 'data-matrix', 'P01': 'qr', 'P02': 'maxicode', 'P0G': 'gs1-data-matrix', 'P0Q': 'gs1-qr',
  },
  datalogic: {
    'B': 'ean-13', 'A': 'ean-8', 'C': 'upc-a', 'D': 'upc-e', 'T': 'code-128', 'k': 'gs1-128', 'V': 'code-39', 'U': 'code-93', 'R': 'codabar', 'N': 'itf',
    'R4': 'databar', 'RL': 'databar', 'RX': 'databar', 'r': 'pdf417', 'Dm': 'data-matrix', 'QR': 'qr', 'Az': 'aztec', 'MC': 'maxicode',
  },
};
const longest = 3;

/** Takes the maker's identifier off; undefined where the text begins with none. The longest that fits counts. */
export function readVendorPrefix(vendor: Vendor, text: string): { symbology: Symbology; data: string } | undefined {
  for (let length = longest; length > 0; length -= 1) {
    const prefix = text.slice(0, length);
    const symbology = prefix.length === length && Object.hasOwn(prefixes[vendor], prefix) ? prefixes[vendor][prefix] : undefined;
    if (symbology === undefined) continue;
    const data = text.slice(length);
    return { symbology: vendor === 'zebra' && symbology === 'ean-13' ? retailByLength(data) : symbology, data };
  }
  return undefined;
}

function retailByLength(data: string): Symbology {
  switch (data.length) {
    case 12: return 'upc-a';
    case 8: return 'ean-8';
    case 6:
    case 7: return 'upc-e';
    default: return 'ean-13';
  }
}
