import type { CompiledBundle } from '../bundle/compiled.ts';
import { netWeightMilli, readItemCode, valueOf, type ItemCode } from '../codes/item-code.ts';
import { ownCodeKind } from '../codes/own-codes.ts';
import type { Symbology } from '../codes/symbology.ts';
import type { ScannedGood } from './classify-code.ts';
import { goodOf } from './good-of.ts';

/** What a code is that says of itself what it is. */
export type DataCode =
  | ScannedGood
  /** `code` goes into the basket's coupons; `couponIds` the kinds of the bundle that it may be */
  | { kind: 'coupon'; code: string; couponIds: string[] }
  /** Printed by a till of the chain: on a slip for a return, or for points that nobody was named for */
  | { kind: 'return-code'; code: string }
  | { kind: 'claim-code'; code: string };

/** `mark-separator-lost`: a marked good whose GS the scanner leaves out. */
export type DataFault = 'coupon-unknown' | 'gs1-wrong' | 'link-compressed' | 'mark-separator-lost';

/** Undefined where the code is no such thing. */
export function classifyData(compiled: CompiledBundle, text: string, symbology: Symbology | undefined): DataCode | { kind: 'unknown'; looksLike: DataFault | 'good-unknown' } | undefined {
  const own = ownCodeKind(text);
  if (own !== undefined) return { kind: own, code: text };
  const coupon = couponOf(compiled, text);
  if (coupon !== undefined) return coupon;
  const read = readItemCode(text, symbology);
  if (read === undefined) return undefined;
  if (!read.ok) return { kind: 'unknown', looksLike: read.isSeparatorLost ? 'mark-separator-lost' : read.code === 'compressed' ? 'link-compressed' : 'gs1-wrong' };
  return ofItem(compiled, read.item);
}

function couponOf({ coupons }: CompiledBundle, code: string): DataCode | undefined {
  const couponIds = coupons.of(code);
  return couponIds.length === 0 ? undefined : { kind: 'coupon', code, couponIds };
}

function ofItem(compiled: CompiledBundle, { elements, gtin, mark }: ItemCode): ReturnType<typeof classifyData> {
  const couponCode = valueOf(elements, '255') ?? valueOf(elements, '8110') ?? valueOf(elements, '8112');
  if (couponCode !== undefined) return couponOf(compiled, couponCode) ?? { kind: 'unknown', looksLike: 'coupon-unknown' };
  const facts = gtin === undefined ? undefined : compiled.goods.getByBarcode(gtin);
  if (facts === undefined) return { kind: 'unknown', looksLike: 'good-unknown' };
  const good = goodOf(facts, facts.good.unit === 'kg' ? (netWeightMilli(elements) ?? 1000) : 1000);
  return mark === undefined ? good : { ...good, mark };
}
