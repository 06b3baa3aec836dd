import { hasGs1CheckDigit } from '../../agent/domain/cards/barcode.ts';
import { isRetailSymbology } from '../../agent/domain/codes/code-identifier.ts';
import { isGs1Symbology } from '../../agent/domain/codes/symbology.ts';
import { gs, readElementString } from '../../agent/domain/gs1/element-string.ts';
import type { Symbology } from '../core/symbology.ts';
import { readRetail } from './retail-data.ts';

/**
 * Whether a symbol can hold the data. `yes` says that hardly anything else looks so: by its check digit, or as GS1 data. `anything`: the symbol holds whatever one likes.
 */
export function canHold(symbology: Symbology, data: string): 'yes' | 'no' | 'anything' {
  if (isRetailSymbology(symbology)) {
    const read = readRetail(symbology, data);
    return read === undefined ? 'no' : read.isSound ? 'yes' : 'anything';
  }
  const text = data.startsWith(gs) ? data.slice(1) : data;
  if (hasGtin(text)) return 'yes';
  return hasItsCharacters(symbology, text) ? 'anything' : 'no';
}

function hasItsCharacters(symbology: Symbology, text: string): boolean {
  if (symbology === 'itf') return /^(?:[0-9]{2})+$/.test(text);
  if (symbology === 'codabar') return /^[A-Ea-eNTnt*]?[0-9$:/.+-]+[A-Ea-eNTnt*]?$/.test(text);
  if (symbology === 'databar') return readElementString(text).ok;
  return isGs1Symbology(symbology) ? /^[0-9]{2}/.test(text) : text !== '';
}

/** A sound GTIN alone, or behind 01: nothing else looks so. */
function hasGtin(text: string): boolean {
  const [, gtin] = /^(?:01)?([0-9]{14})/.exec(text) ?? [];
  return gtin !== undefined && hasGs1CheckDigit(gtin) && (text.length === 14 || readElementString(text).ok);
}
