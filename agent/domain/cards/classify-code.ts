import type { CompiledBundle } from '../bundle/compiled.ts';
import type { Localized } from '../scalars.ts';
import { readAimPrefix } from '../codes/aim.ts';
import type { Symbology } from '../codes/symbology.ts';
import { unreachable } from '../unreachable.ts';
import { hasGs1CheckDigit, isGtinLength } from './barcode.ts';
import { hintOf } from './card-hint.ts';
import { readCardOf, type CardReading, type ReadCard } from './card-number.ts';
import { goodOf } from './good-of.ts';
import { originOf, type CardOrigin } from './card-origin.ts';
import type { CardHint } from './card-problem.ts';
import { classifyData, type DataCode, type DataFault } from './classify-data.ts';
import { classifyLabel } from './classify-label.ts';

/** What a code turned out to be. Structurally the `ScannedThing` of the local API. */
export type ScannedCode =
  /** `cardNumber` is the full number, whatever form was scanned; whether anybody has it is not known here */
  | ({ kind: 'card'; cardNumber: string } & CardOrigin)
  | DataCode
  | ({ kind: 'unknown'; looksLike: LooksLike } & CardHint);

/** A good with how much of it was scanned. */
export interface ScannedGood {
  kind: 'good';
  sku: string;
  name: Localized;
  unit: 'piece' | 'kg';
  quantityMilli: number;
  unitPriceMinor: number;
  /** The code of one marked piece, whole and with its GS, for the line of the basket */
  mark?: string;
}

type LooksLike = DataFault | 'card-wrong-check-digit' | 'card-ambiguous' | 'card-of-other-chain' | 'good-wrong-check-digit' | 'good-unknown' | 'nothing-known';

/**
 * Tells what a scanned or typed code is. In this order: the barcode of a good · a full card number · a sku · what is made to be told from all else
 * (a coupon of the bundle, our own return and claim codes, GS1 data) · an in-store weight or price code · a card's short form, where no good has
 * barcodes of that length · what it almost was.
 * @param symbology as the scanner names it; an AIM identifier in front of the code says the same
 */
export function classifyCode(compiled: CompiledBundle, code: string, symbology?: Symbology): ScannedCode {
  const aim = readAimPrefix(code.trimStart());
  const text = code.trim().slice(aim?.flag.length ?? 0);
  const byBarcode = compiled.goods.getByBarcode(text);
  if (byBarcode !== undefined) return goodOf(byBarcode, 1000);

  const card = readCardOf(compiled.bundle, text);
  // A short form is shorter than its number.
  if (card.ok && card.number === text) return cardOf(compiled, card);
  const bySku = compiled.goods.get(text);
  if (bySku !== undefined) return goodOf(bySku, 1000);
  const data = classifyData(compiled, text, aim?.symbology ?? symbology) ?? classifyLabel(compiled, text);
  if (data !== undefined) return data;
  const mayBeShort = !compiled.goods.hasBarcodesOf(text.length);
  if (card.ok && mayBeShort) return cardOf(compiled, card);

  const almost = card.ok ? undefined : almostCard(card, mayBeShort);
  if (!card.ok && almost !== undefined) return { kind: 'unknown', looksLike: almost, ...hintOf(compiled.bundle, card) };
  if (!/^[0-9]+$/.test(text) || !isGtinLength(text)) return { kind: 'unknown', looksLike: 'nothing-known' };
  if (!hasGs1CheckDigit(text)) return { kind: 'unknown', looksLike: 'good-wrong-check-digit' };
  return { kind: 'unknown', looksLike: isCouponNumber(text) ? 'coupon-unknown' : 'good-unknown' };
}

/** GS1 keeps 981 to 984 and 99 for coupons, and UPC-A beginning with 5. */
function isCouponNumber(text: string): boolean {
  return /^(?:98[1-4][0-9]{10}|99[0-9]{11})$/.test(text) || /^0?5[0-9]{11}$/.test(text);
}

function cardOf({ bundle }: CompiledBundle, read: ReadCard): ScannedCode {
  return { kind: 'card', cardNumber: read.number, ...originOf(bundle, read) };
}

function almostCard({ reason }: Exclude<CardReading, { ok: true }>, mayBeShort: boolean): LooksLike | undefined {
  switch (reason) {
    case 'wrong-check-digit': return 'card-wrong-check-digit';
    case 'other-chain': return 'card-of-other-chain';
    case 'ambiguous': return mayBeShort ? 'card-ambiguous' : undefined;
    case 'not-a-card': return undefined;
    default: return unreachable(reason);
  }
}
