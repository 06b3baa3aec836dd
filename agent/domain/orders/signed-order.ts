import Type from 'typebox';
import { maxBasketLines, OrderedLine } from '../basket/basket.ts';
import { AmountMinor, Id, InstantMs, Sha256, Strict } from '../scalars.ts';
import { compileValidator } from '../validate.ts';

/** An order that the centre priced for a web shop, as it may be taken over at a till. */
export const Order = Strict({
  /** Tells it from everything else that the root key signs */
  type: Type.Literal('order'),
  /** The web shop's sale, its channel, and the revision that was priced */
  saleId: Id,
  channelId: Id,
  revision: Type.Integer({ minimum: 1 }),
  programmeId: Id,
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 }),
  pricedHash: Sha256,
  /** What it came to, so that people can compare */
  payableMinor: AmountMinor,
  issuedAtMs: InstantMs,
  /** No till takes it over after this */
  validUntilMs: InstantMs,
  lines: Type.Array(Strict({ lineId: Id, sku: Id, ordered: OrderedLine }), { maxItems: maxBasketLines }),
});
export type Order = Type.Static<typeof Order>;

/** Which order it is, whatever revision of it: each is good for one sale. */
export const OrderName = Type.Pick(Order, ['channelId', 'saleId'], { additionalProperties: false });
export type OrderName = Type.Static<typeof OrderName>;

/** GET /v1/sales/{id}/order at the centre, and `order` of a sale at a till, unchanged. */
export const SignedOrder = Strict({
  /** JSON of an `Order`: the very text that was signed */
  text: Type.String({ minLength: 2, maxLength: 800_000 }),
  /** Ed25519 by the centre's root key over the text's UTF-8 bytes, base64 */
  signature: Type.String({ minLength: 1, maxLength: 200 }),
});
export type SignedOrder = Type.Static<typeof SignedOrder>;

const validateOrder = compileValidator(Order);

/** Undefined for a text that is no order. The caller has checked its signature. */
export function readOrder(text: string): Order | undefined {
  try {
    const checked = validateOrder(JSON.parse(text));
    return checked.ok ? checked.value : undefined;
  } catch {
    return undefined;
  }
}
