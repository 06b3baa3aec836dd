import type { CompiledBundle } from '../bundle/compiled.ts';
import type { GoodFacts } from '../bundle/good-facts.ts';
import type { Localized } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import { hasGs1CheckDigit, isGtinLength } from './barcode.ts';
import { hintOf } from './card-hint.ts';
import { readCardOf, type CardReading, type ReadCard } from './card-number.ts';
import { originOf, type CardOrigin } from './card-origin.ts';
import type { CardHint } from './card-problem.ts';
import { readWeightCode } from './weight-code.ts';

/** What a code turned out to be. Structurally the `ScannedThing` of the local API. */
export type ScannedCode =
  /** `cardNumber` is the full number, whatever form was scanned; whether anybody has it is not known here */
  | ({ kind: 'card'; cardNumber: string } & CardOrigin)
  | { kind: 'good'; sku: string; name: Localized; unit: 'piece' | 'kg'; quantityMilli: number; unitPriceMinor: number }
  | ({ kind: 'unknown'; looksLike: LooksLike } & CardHint);

type LooksLike = 'card-wrong-check-digit' | 'card-ambiguous' | 'card-of-other-chain' | 'good-wrong-check-digit' | 'good-unknown' | 'nothing-known';

/**
 * Tells what a scanned or typed code is. In this order: the barcode of a good · a full card number · a sku · an in-store weight code ·
 * a card's short form, where no good has barcodes of that length · what it almost was.
 */
export function classifyCode(compiled: CompiledBundle, code: string): ScannedCode {
  const text = code.trim();
  const byBarcode = compiled.goods.getByBarcode(text);
  if (byBarcode !== undefined) return goodOf(byBarcode, 1000);

  const card = readCardOf(compiled.bundle, text);
  // A short form is shorter than its number.
  if (card.ok && card.number === text) return cardOf(compiled, card);
  const bySku = compiled.goods.get(text);
  if (bySku !== undefined) return goodOf(bySku, 1000);
  const weighed = readWeightCode(compiled.bundle.weightCodes, text);
  if (weighed !== undefined) return weighedGood(compiled, weighed);
  const mayBeShort = !compiled.goods.hasBarcodesOf(text.length);
  if (card.ok && mayBeShort) return cardOf(compiled, card);

  const almost = card.ok ? undefined : almostCard(card, mayBeShort);
  if (!card.ok && almost !== undefined) return { kind: 'unknown', looksLike: almost, ...hintOf(compiled.bundle, card) };
  if (!/^[0-9]+$/.test(text) || !isGtinLength(text)) return { kind: 'unknown', looksLike: 'nothing-known' };
  return { kind: 'unknown', looksLike: hasGs1CheckDigit(text) ? 'good-unknown' : 'good-wrong-check-digit' };
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

function goodOf({ sku, good }: GoodFacts, quantityMilli: number): ScannedCode {
  return { kind: 'good', sku, name: good.name, unit: good.unit, quantityMilli, unitPriceMinor: good.priceMinor };
}

function weighedGood(compiled: CompiledBundle, weighed: NonNullable<ReturnType<typeof readWeightCode>>): ScannedCode {
  if (!weighed.ok) return { kind: 'unknown', looksLike: 'good-wrong-check-digit' };
  const facts = compiled.goods.getByBarcode(weighed.item);
  // A label of nothing, or a weight on a good that is counted, is a mistake of the scales that a person must look at.
  if (facts === undefined || facts.good.unit !== 'kg' || weighed.grams === 0) return { kind: 'unknown', looksLike: 'good-unknown' };
  return goodOf(facts, weighed.grams);
}
