import { compressUpcA, readRetailCode, type RetailSymbology } from '../../../agent/domain/codes/retail.ts';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';
import { readBracketed, type ElementsRead } from '../../../agent/domain/gs1/element-string.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';
import { NotExpressible, type Suite } from '../suite.ts';
import { scanSuite, verdictDifference } from './scan-suite.ts';

interface BwippCase { sym: string; data: string; ok: boolean; error: string | null }

/** The peer's own vectors say what each symbol takes. What they say of how it is drawn is nothing that a reader could judge. */
const ofDrawing = /^(?:qrcode(?!EmptyData)|invalidOrdinal|truncatedECI)/;

export const bwippSuite: Suite = scanSuite<BwippCase>({
  name: 'symbologies',
  list: 'bwipp',
  title: ({ sym, data }) => `${sym} ${JSON.stringify(data)}`,
  difference: ({ sym, data, ok, error }) => {
    if (error !== null && ofDrawing.test(error)) throw new NotExpressible('The vector is about how a symbol is drawn or how the data is spelt for the drawing program.');
    const code = refusalOf(sym, data.replaceAll(/\\([()])/g, '$1'));
    if (code === 'exclusive' && ok) throw new NotExpressible("GS1's dictionary forbids one measure twice on an item, with this or that decimal point; the vector lets it stand.");
    return verdictDifference(code === undefined, ok, code);
  },
});

/** Why the data is refused; undefined where it is taken. */
function refusalOf(sym: string, data: string): string | undefined {
  switch (sym) {
    case 'ean13':
      return retail('ean-13', data);
    case 'ean8':
      return retail('ean-8', data);
    case 'upca':
      // The peer takes a UPC-E for the UPC-A that it stands for, and the other way round.
      return /^[0-9A-Z]{7,8}(?: |$)/.test(data) ? retail('upc-e', data) : retail('upc-a', data);
    case 'upce':
      return /^[0-9A-Z]{11,12}(?: |$)/.test(data) ? compressible(data) : retail('upc-e', data);
    case 'ean2':
      return /^[0-9]{2}$/.test(data) ? undefined : 'bad-length';
    case 'ean5':
      return /^[0-9]{5}$/.test(data) ? undefined : 'bad-length';
    case 'databaromni':
      return dataBar(data);
    case 'gs1process':
      return together(readBracketed(data));
    case 'gs1processdl':
      return together(readDigitalLink(data));
    case 'gs1qrcode':
    case 'gs1northamericancoupon':
      return together(readBracketed(data));
    case 'interleaved2of5':
      return /^[0-9]+$/.test(data) ? undefined : 'bad-character';
    case 'code39':
      return /^[0-9A-Z .$/+%-]+$/.test(data) ? undefined : 'bad-character';
    case 'rationalizedCodabar':
      return /^[ABCDTN*E][0-9$:/.+-]*[ABCDTN*E]$/.test(data) ? undefined : 'bad-character';
    case 'code128':
    case 'qrcode':
      return data === '' ? 'no-data' : undefined;
    default:
      throw new NotExpressible(`Scanners of the till do not read ${sym}.`);
  }
}

function retail(symbology: RetailSymbology, data: string): string | undefined {
  const read = readRetailCode(symbology, data);
  return read.ok ? undefined : read.reason;
}

function compressible(data: string): string | undefined {
  const read = readRetailCode('upc-a', data);
  if (!read.ok) return read.reason;
  return compressUpcA(read.code) === undefined ? 'not-compressible' : undefined;
}

/** A GTIN in brackets, with or without its check digit. */
function dataBar(data: string): string | undefined {
  if (!data.startsWith('(01)')) return 'no-gtin';
  return retail('itf-14', data.slice('(01)'.length));
}

function together(read: ElementsRead): string | undefined {
  if (!read.ok) return read.code;
  return findPairFault(read.elements)?.code;
}
