import Type from 'typebox';
import { Basket } from '../basket/basket.ts';
import { CardScheme, Identification } from '../cards/card.ts';
import { CustomerState } from '../customer/account.ts';
import { PricedSale } from '../pricing/priced-sale.ts';
import { Promotion, PromotionGroup } from '../promotions/promotion.ts';
import { AmountMinor, Id, IdKey, Localized, Points, ShareBasisPoints, Strict } from '../scalars.ts';
import { BusinessTime } from '../time/business-time.ts';

/** What the programme knows of one good. Prices come with the basket; `priceMinor` serves tills without till software. */
export const Good = Strict({
  name: Localized,
  categoryId: Id,
  brand: Type.Optional(Type.String({ minLength: 1 })),
  unit: Type.Union([Type.Literal('piece'), Type.Literal('kg')]),
  priceMinor: AmountMinor,
  /** GTINs, or the good's code inside an in-store weight barcode */
  barcodes: Type.Array(Type.String({ pattern: '^[0-9]{1,14}$' })),
  /** No discount and no points may bring one unit below this price (alcohol, tobacco) */
  minPriceMinor: Type.Optional(AmountMinor),
  noDiscount: Type.Optional(Type.Literal(true)),
  noAccrual: Type.Optional(Type.Literal(true)),
  noRedemption: Type.Optional(Type.Literal(true)),
});
export type Good = Type.Static<typeof Good>;

/** In-store EAN-13: prefix · good's code · weight in grams · check digit. */
export const WeightCode = Strict({
  prefix: Type.String({ pattern: '^2[0-9]$' }),
  itemDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  weightDigits: Type.Integer({ minimum: 4, maximum: 6 }),
});
export type WeightCode = Type.Static<typeof WeightCode>;

export const RedemptionRules = Strict({
  /** At most this share of what the redeemable goods cost after discounts */
  maxShareBasisPoints: ShareBasisPoints,
  /** Points are spent in multiples of this */
  stepPoints: Type.Integer({ minimum: 1 }),
  minStrengthToRedeem: Identification,
  /** What a till may let a customer spend while the centre is out of reach (DESIGN §5) */
  offline: Type.Literal('never'),
  /** How long the centre keeps points aside for one sale */
  holdSeconds: Type.Integer({ minimum: 60, maximum: 604_800 }),
});
export type RedemptionRules = Type.Static<typeof RedemptionRules>;

/** A receipt whose result is known: a till replays them all before it activates the bundle. */
export const GoldenReceipt = Strict({
  name: Type.String({ minLength: 1 }),
  basket: Basket,
  customer: Type.Optional(CustomerState),
  identifiedBy: Type.Optional(Identification),
  redeemPoints: Type.Optional(Points),
  storeId: Id,
  time: BusinessTime,
  expected: Type.Omit(PricedSale, ['bundle'], { additionalProperties: false }),
});
export type GoldenReceipt = Type.Static<typeof GoldenReceipt>;

/** One immutable, versioned document with all that a till needs to decide (DESIGN §4). Its signature lies in the envelope around it. */
export const Bundle = Strict({
  format: Type.Literal(1),
  semantics: Type.Literal(1),
  /** Only ever rises */
  serial: Type.Integer({ minimum: 1, maximum: 2 ** 31 }),
  programmeId: Id,
  name: Localized,
  currency: Strict({ code: Type.String({ pattern: '^[A-Z]{3}$' }), exponent: Type.Integer({ minimum: 0, maximum: 3 }) }),
  points: Strict({
    /** Decimal digits of the sub-unit: 0 whole points … 2 hundredths */
    scale: Type.Integer({ minimum: 0, maximum: 2 }),
    /** What one sub-unit of points pays */
    valueMinor: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  }),
  /** IANA zone of the stores */
  timeZone: Type.String({ minLength: 1 }),
  stores: Type.Array(Strict({ id: Id, name: Localized, region: Id }), { minItems: 1 }),
  cardSchemes: Type.Array(CardScheme),
  weightCodes: Type.Array(WeightCode),
  categories: Type.Array(Strict({ id: Id, parentId: Type.Optional(Id), name: Localized })),
  tiers: Type.Array(Strict({ id: Id, name: Localized }), { minItems: 1 }),
  /** By sku. Without `additionalProperties: false` a key that is no Id would let its good through unchecked. */
  goods: Type.Record(IdKey, Good, { additionalProperties: false }),
  groups: Type.Array(PromotionGroup),
  promotions: Type.Array(Promotion),
  redemption: RedemptionRules,
  returns: Strict({ pointsPolicy: Type.Literal('allow_negative') }),
  caps: Strict({ maxLineDiscountBasisPoints: ShareBasisPoints, maxReceiptDiscountBasisPoints: ShareBasisPoints }),
  goldenReceipts: Type.Array(GoldenReceipt),
});
export type Bundle = Type.Static<typeof Bundle>;
