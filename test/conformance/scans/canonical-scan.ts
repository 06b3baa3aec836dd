import { readAimPrefix } from '../../../agent/domain/codes/aim.ts';
import { readRetailCode } from '../../../agent/domain/codes/retail.ts';
import { isGs1Symbology, type Symbology } from '../../../agent/domain/codes/symbology.ts';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';
import { readElementString, writeElementString } from '../../../agent/domain/gs1/element-string.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';

/** GS1's names of the symbols in its vectors. */
const gs1Names: Partial<Record<Symbology, string>> = {
  'qr': 'QR', 'gs1-qr': 'QR', 'data-matrix': 'DM', 'gs1-data-matrix': 'DM', 'dotcode': 'DotCode', 'gs1-dotcode': 'DotCode',
  'databar': 'DataBarExpanded', 'gs1-128': 'GS1_128_CCA', 'ean-13': 'EAN13', 'ean-8': 'EAN8',
};

/** What a scanner sent, in the form in which GS1's vectors state it: `^` for FNC1. Undefined where it must be refused. */
export function canonicalScan(scan: string): { sym: string; dataStr: string } | undefined {
  const prefix = readAimPrefix(scan);
  const sym = prefix?.symbology === undefined ? undefined : gs1Names[prefix.symbology];
  if (prefix?.symbology === undefined || sym === undefined) return undefined;
  const dataStr = canonicalData(prefix.symbology, scan.slice(prefix.flag.length));
  return dataStr === undefined ? undefined : { sym, dataStr };
}

function canonicalData(symbology: Symbology, data: string): string | undefined {
  if (symbology === 'ean-13' || symbology === 'ean-8') {
    const [code = '', composite] = data.split('|]e0', 2);
    const read = readRetailCode(symbology, code);
    const beside = composite === undefined ? '' : elements(composite);
    return read.ok && read.code === code && beside !== undefined ? (composite === undefined ? code : `${code}|${beside}`) : undefined;
  }
  if (isGs1Symbology(symbology)) return elements(data);
  if (/^https?:\/\//i.test(data)) {
    const link = readDigitalLink(data);
    return link.ok && findPairFault(link.elements) === undefined ? data : undefined;
  }
  // Plain data that looks like FNC1 is marked.
  return /^\\*\^/.test(data) ? `\\${data}` : data;
}

function elements(text: string): string | undefined {
  const read = readElementString(text);
  return read.ok && findPairFault(read.elements) === undefined ? `^${writeElementString(read.elements, '^')}` : undefined;
}
