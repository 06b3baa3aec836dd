import { readDigitalLink } from '../gs1/digital-link.ts';
import { gs, readBracketed, readElementString, type Element, type ElementsRead } from '../gs1/element-string.ts';
import { isDigits } from '../gs1/lint.ts';
import { gs1CheckDigit } from '../cards/gs1-check-digit.ts';
import { isGs1Symbology, type Symbology } from './symbology.ts';

/** What GS1 data says of an item. */
export interface ItemCode {
  elements: readonly Element[];
  /** GTIN of 14 digits, where there is one */
  gtin?: string;
  /** The code of one marked piece as it was scanned, with its GS: what the fiscal register and the marking system want to have */
  mark?: string;
}

/** `code` as in `ElementsRead`; `isSeparatorLost`: a marked good whose GS the scanner left out. */
export type ItemCodeRead = { ok: true; item: ItemCode } | { ok: false; code: string; isSeparatorLost: boolean };

/** Reads GS1 data in any of its forms; undefined where the text is none of them. */
export function readItemCode(text: string, symbology: Symbology | undefined): ItemCodeRead | undefined {
  if (/^https?:\/\//i.test(text)) return ofLink(readDigitalLink(text));
  if (text.startsWith('(')) return withoutMark(readBracketed(text));
  const tobacco = readTobacco(text);
  if (tobacco !== undefined) return tobacco;
  if (symbology !== undefined && isGs1Symbology(symbology) ? false : !looksLikeElements(text)) return undefined;
  const read = readElementString(text);
  if (!read.ok) return { ok: false, code: read.code, isSeparatorLost: read.code === 'value-too-long' && read.ai === '21' && !text.includes(gs) };
  return { ok: true, item: itemOf(read.elements, text.startsWith(gs) ? text.slice(1) : text) };
}

/** Without the symbology, only what could hardly be anything else: FNC1 in it, or a sound GTIN behind 01. */
function looksLikeElements(text: string): boolean {
  if (text.includes(gs)) return true;
  const gtin = text.slice(2, 16);
  return text.startsWith('01') && hasCheckDigit(gtin);
}

function hasCheckDigit(gtin: string): boolean {
  return gtin.length === 14 && isDigits(gtin) && gs1CheckDigit(gtin.slice(0, -1)) === gtin.at(-1);
}

/** A packet of tobacco carries no AIs: GTIN, seven characters of serial, four of the highest price, four of proof. */
function readTobacco(text: string): ItemCodeRead | undefined {
  if (text.length !== 29 || !hasCheckDigit(text.slice(0, 14)) || !/^[0-9]{14}[!-z]{15}$/.test(text) || isDigits(text)) return undefined;
  return { ok: true, item: { elements: [{ ai: '01', value: text.slice(0, 14) }, { ai: '21', value: text.slice(14, 21) }], gtin: text.slice(0, 14), mark: text } };
}

function ofLink(read: ElementsRead): ItemCodeRead | undefined {
  // Any other web address is nobody's item.
  if (!read.ok && ['no-primary-key', 'no-path', 'no-web-address'].includes(read.code)) return undefined;
  return withoutMark(read);
}

/** Links and what people typed off a label lack the proof that a mark has. */
function withoutMark(read: ElementsRead): ItemCodeRead {
  if (!read.ok) return { ok: false, code: read.code, isSeparatorLost: false };
  const { gtin, elements } = itemOf(read.elements, '');
  return { ok: true, item: { elements, ...(gtin === undefined ? {} : { gtin }) } };
}

function itemOf(elements: readonly Element[], text: string): ItemCode {
  const gtin = valueOf(elements, '01');
  const isMarked = gtin !== undefined && valueOf(elements, '21') !== undefined && text !== '';
  return { elements, ...(gtin === undefined ? {} : { gtin }), ...(isMarked ? { mark: text } : {}) };
}

export function valueOf(elements: readonly Element[], ai: string): string | undefined {
  return elements.find((element) => element.ai === ai)?.value;
}

/** Net weight in thousandths of a kilogram (AI 310n), where the label states one that fits. */
export function netWeightMilli(elements: readonly Element[]): number | undefined {
  const found = elements.find(({ ai }) => /^310[0-5]$/.test(ai));
  if (found === undefined) return undefined;
  const milli = (Number(found.value) * 1000) / 10 ** Number(found.ai.charAt(3));
  return Number.isSafeInteger(milli) && milli > 0 ? milli : undefined;
}
