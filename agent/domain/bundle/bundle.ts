import Type from 'typebox';
import { Basket, CouponCode } from '../basket/basket.ts';
import { CardScheme, ForeignCards } from '../cards/card-scheme.ts';
import { Identification } from '../cards/card.ts';
import { DynamicQrRules } from '../cards/dynamic-qr.ts';
import { ClaimRules } from '../claims/claim-rules.ts';
import { CustomerState } from '../customer/account.ts';
import { AdjustmentRules } from '../customer/adjustment-rules.ts';
import { FavouriteRules } from '../customer/favourite-rules.ts';
import { PhoneConfirmation } from '../customer/phone-confirmation.ts';
import { Questionnaire } from '../customer/questionnaire.ts';
import { Limit } from '../operators/limit.ts';
import { Access, Role } from '../operators/role.ts';
import { MayRedeem, PricedSale } from '../pricing/priced-sale.ts';
import { ProgrammeState } from '../pricing/programme-state.ts';
import { Exclusion, GoodsSelector, LimitPeriod, Promotion, PromotionGroup } from '../promotions/promotion.ts';
import { AmountMinor, Digits, Id, IdKey, Keyed, Localized, Points, ShareBasisPoints, Strict } from '../scalars.ts';
import { SlipRules } from '../slip/slip-template.ts';
import { BusinessTime } from '../time/business-time.ts';
import { Freshness, HonouringCaps, OfflineOnce, OfflineRedemption } from './offline-rules.ts';

/** What the programme knows of one good. Prices come with the basket; `priceMinor` serves tills without till software. */
export const Good = Strict({
  name: Localized,
  categoryId: Id,
  brand: Type.Optional(Type.String({ minLength: 1 })),
  /** What else promotions may ask for: `{ "season": "winter" }` */
  attributes: Type.Optional(Keyed(IdKey, Type.String({ minLength: 1 }))),
  /** No good but a service around it: `all` does not select it, `delivery` does */
  service: Type.Optional(Type.Literal('delivery')),
  unit: Type.Union([Type.Literal('piece'), Type.Literal('kg')]),
  priceMinor: AmountMinor,
  /** GTINs, or the good's code inside an in-store weight or price barcode */
  barcodes: Type.Array(Digits(1, 14)),
  /** No discount and no points may bring one unit below this price (alcohol, tobacco) */
  minPriceMinor: Type.Optional(AmountMinor),
  noDiscount: Type.Optional(Type.Literal(true)),
  noAccrual: Type.Optional(Type.Literal(true)),
  noRedemption: Type.Optional(Type.Literal(true)),
});
export type Good = Type.Static<typeof Good>;

/** In-store EAN-13: prefix · good's code · weight in grams · check digit. */
export const WeightCode = Strict({
  prefix: Type.String({ pattern: '^2[0-9]$', description: 'two digits from 20 to 29' }),
  itemDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  weightDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  /** Between code and weight stands GS1's check digit of the weight, which has four or five digits: a label with another one is refused */
  verifier: Type.Optional(Type.Literal(true)),
});
export type WeightCode = Type.Static<typeof WeightCode>;

/** In-store EAN-13: prefix · good's code · price of the whole label · check digit. */
export const PriceCode = Strict({
  prefix: Type.String({ pattern: '^2[0-9]$', description: 'two digits from 20 to 29' }),
  itemDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  priceDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  /** Digits between code and price that mean nothing here */
  skipDigits: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
  /** Between code and price stands GS1's check digit of the price, which has four or five digits: a label with another one is refused */
  verifier: Type.Optional(Type.Literal(true)),
  /** What the last digit of the price counts, in minor units; 1 if nothing is said */
  stepMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
export type PriceCode = Type.Static<typeof PriceCode>;

export const RedemptionRules = Strict({
  /** At most this share of what the redeemable goods cost after discounts */
  maxShareBasisPoints: ShareBasisPoints,
  /** Points are spent in multiples of this */
  stepPoints: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  minStrengthToRedeem: Identification,
  /** What a till may let a customer spend while the centre is out of reach (DESIGN §5) */
  offline: OfflineRedemption,
  /** If nothing is said, what the till knows is good for any time */
  freshness: Type.Optional(Freshness),
  /** If nothing is said, every printed receipt is honoured whole */
  honouring: Type.Optional(HonouringCaps),
  /** If nothing is said, they act offline as online */
  onceOffline: Type.Optional(OfflineOnce),
  /** Only these goods can be paid with points (or only delivery); all, if nothing is said */
  goods: Type.Optional(GoodsSelector),
  /** At least this much of a receipt is paid with money */
  minMoneyMinor: Type.Optional(AmountMinor),
  /** How the till shows it: as a discount on the lines (if nothing is said), or as a means of payment of the receipt */
  as: Type.Optional(Type.Union([Type.Literal('discount'), Type.Literal('tender')])),
  /** What points paid earns points as well */
  earnsOnPointsPaid: Type.Optional(Type.Literal(true)),
  /** How long the centre keeps points aside for one sale */
  holdSeconds: Type.Integer({ minimum: 60, maximum: 604_800 }),
});
export type RedemptionRules = Type.Static<typeof RedemptionRules>;

/** A kind of coupon: codes that stand in the list, or those of a series (prefix, length, digits only). */
export const CouponKind = Strict({
  id: Id,
  name: Localized,
  codes: Type.Optional(Type.Array(CouponCode, { minItems: 1 })),
  series: Type.Optional(Strict({ prefix: Digits(1, 12), length: Type.Integer({ minimum: 4, maximum: 40 }) })),
  /** Each code is good for one sale; a return does not make it good again */
  once: Type.Optional(Type.Literal(true)),
});
export type CouponKind = Type.Static<typeof CouponKind>;

const version = Type.String({ pattern: '^[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5}$', description: 'a version like 1.4.0' });
/** A part of the fleet: all that is named must fit. */
export const FlagScope = Strict({
  regions: Type.Optional(Type.Array(Id, { minItems: 1 })),
  storeIds: Type.Optional(Type.Array(Id, { minItems: 1 })),
  tillIds: Type.Optional(Type.Array(Id, { minItems: 1 })),
  /** The agent's version: this one or newer, older than that one */
  agentFrom: Type.Optional(version),
  agentBelow: Type.Optional(version),
});
export type FlagScope = Type.Static<typeof FlagScope>;
/** On where any of the scopes fits. */
export const Flag = Strict({ id: Id, on: Type.Array(FlagScope) });
export type Flag = Type.Static<typeof Flag>;

/** A programme of somebody else (a bank's points): a sale that chooses it neither spends nor earns own points. */
export const ExternalProgramme = Strict({
  id: Id,
  name: Localized,
  /** `drop`: promotions see no customer either */
  customerPromotions: Type.Union([Type.Literal('keep'), Type.Literal('drop')]),
});
export type ExternalProgramme = Type.Static<typeof ExternalProgramme>;

const names = Type.Optional(Keyed(IdKey, Localized));
/** What people call ids that have no name elsewhere in the bundle. Only words depend on it, never a price. */
export const Names = Strict({ regions: names, tills: names, channels: names, segments: names, offers: names, paymentMethods: names, flags: names });
export type Names = Type.Static<typeof Names>;

/** Goods that come back without a receipt */
export const BlindRules = Strict({
  /** The most that one such return may give back */
  maxRefundMinor: AmountMinor,
  /** Of the points that such goods would earn who says to have bought them: none are taken back, as far as the balance goes, or all of them, below zero too */
  points: Type.Union([Type.Literal('none'), Type.Literal('within_balance'), Type.Literal('allow_negative')]),
});
export type BlindRules = Type.Static<typeof BlindRules>;

export const ReturnRules = Strict({
  /** Points that the returned goods had earned are taken back: only those still pending, as far as the balance goes, or all of them, below zero too */
  pointsPolicy: Type.Union([Type.Literal('only_pending'), Type.Literal('within_balance'), Type.Literal('allow_negative')]),
  /** Each line gives back its stored share (if nothing is said), or what is kept is priced again and the difference given back */
  refund: Type.Optional(Type.Union([Type.Literal('share'), Type.Literal('reprice')])),
  /** Goods are taken back without a receipt too; they are not, if nothing is said. Whose approval it needs is the roles' business */
  blind: Type.Optional(BlindRules),
  /** A finished sale may be cancelled so long after it; a day, if nothing is said */
  cancelWithinMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 44_640 })),
  /** How long the signed code on a slip is believed without the centre; 30 days, if nothing is said */
  slip: Type.Optional(Strict({ withinDays: Type.Integer({ minimum: 1, maximum: 3_660 }) })),
});
export type ReturnRules = Type.Static<typeof ReturnRules>;

/** Points that the centre gives each customer once a year */
export const BirthdayPoints = Strict({
  points: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  /** So many days before the birthday; on the day itself, if nothing is said */
  daysBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
  /** Their last day is so many days after the day on which they are given; without it they stay */
  expiresAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_600 })),
});
export type BirthdayPoints = Type.Static<typeof BirthdayPoints>;

/** What a customer does besides buying, and the points that the centre gives for it: a subscription, a review */
export const EventRule = Strict({
  id: Id,
  name: Localized,
  points: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  /** So often in the calendar period for each customer; as often as it happens, if nothing is said */
  limit: Type.Optional(Strict({ times: Type.Integer({ minimum: 1, maximum: 1_000_000 }), period: LimitPeriod })),
  /** May be spent only so many days after the event */
  pendingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  /** Are lost so many days after the day on which they may first be spent */
  expiresAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_600 })),
});
export type EventRule = Type.Static<typeof EventRule>;

/** A receipt whose result is known: a till replays them all before it activates the bundle. */
export const GoldenReceipt = Strict({
  name: Type.String({ minLength: 1 }),
  basket: Basket,
  customer: Type.Optional(CustomerState),
  identifiedBy: Type.Optional(Identification),
  redeemPoints: Type.Optional(Points),
  mayRedeem: Type.Optional(MayRedeem),
  storeId: Id,
  tillId: Type.Optional(Id),
  agentVersion: Type.Optional(Type.String({ maxLength: 40 })),
  programme: Type.Optional(ProgrammeState),
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
  currency: Strict({ code: Type.String({ pattern: '^[A-Z]{3}$', description: 'a currency of three letters like KZT' }), exponent: Type.Integer({ minimum: 0, maximum: 3 }) }),
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
  /** Numbers of other chains' cards: refused by the chain's name */
  foreignCards: Type.Optional(Type.Array(ForeignCards)),
  /** Codes that the chain's application shows; none count, if nothing is said */
  dynamicQr: Type.Optional(DynamicQrRules),
  weightCodes: Type.Array(WeightCode),
  /** Labels of scales that print the price instead of the weight */
  priceCodes: Type.Optional(Type.Array(PriceCode)),
  categories: Type.Array(Strict({ id: Id, parentId: Type.Optional(Id), name: Localized })),
  tiers: Type.Array(Strict({ id: Id, name: Localized }), { minItems: 1 }),
  /** By sku */
  goods: Keyed(IdKey, Good),
  /** In the order in which they apply */
  groups: Type.Array(PromotionGroup),
  /** Pairs of groups that do not go together */
  exclusions: Type.Optional(Type.Array(Exclusion)),
  promotions: Type.Array(Promotion),
  coupons: Type.Optional(Type.Array(CouponKind)),
  flags: Type.Optional(Type.Array(Flag)),
  externalProgrammes: Type.Optional(Type.Array(ExternalProgramme)),
  names: Type.Optional(Names),
  redemption: RedemptionRules,
  returns: ReturnRules,
  /** Without it sales without a customer earn nobody anything */
  claims: Type.Optional(ClaimRules),
  birthdayPoints: Type.Optional(BirthdayPoints),
  events: Type.Optional(Type.Array(EventRule)),
  /** What a new customer is asked: the first, unless another one is chosen */
  questionnaires: Type.Optional(Type.Array(Questionnaire, { minItems: 1, maxItems: 20 })),
  /** If nothing is said, telephones are never confirmed */
  phoneConfirmation: Type.Optional(PhoneConfirmation),
  /** Without it nobody chooses a favourite category at a till */
  favourite: Type.Optional(FavouriteRules),
  /** Without it nobody adjusts points at a till */
  adjustments: Type.Optional(AdjustmentRules),
  /** What customers get on paper, where it is not as the till comes */
  slips: Type.Optional(SlipRules),
  /** Who may do what; if nothing is said, the roles of `default-roles.ts` */
  roles: Type.Optional(Type.Array(Role, { minItems: 1, maxItems: 50 })),
  access: Type.Optional(Access),
  /** What is unusual enough to be fraud */
  limits: Type.Optional(Type.Array(Limit, { maxItems: 100 })),
  caps: Strict({ maxLineDiscountBasisPoints: ShareBasisPoints, maxReceiptDiscountBasisPoints: ShareBasisPoints }),
  goldenReceipts: Type.Array(GoldenReceipt),
});
export type Bundle = Type.Static<typeof Bundle>;
