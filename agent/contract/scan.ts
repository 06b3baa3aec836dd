import Type from 'typebox';
import { CustomerView } from './sale.ts';
import { CardOrigin } from '../domain/cards/card-origin.ts';
import { CardHint, qrProblems } from '../domain/cards/card-problem.ts';
import { symbologies } from '../domain/codes/symbology.ts';
import { Mark } from '../domain/basket/basket.ts';
import { ClaimedIdentification } from './sale.ts';
import { AmountMinor, Id, InstantMs, Localized, QuantityMilli, Strict } from '../domain/scalars.ts';
import { LimitWarning } from './limits.ts';

export type { Symbology } from '../domain/codes/symbology.ts';

/** POST /v1/scans: a code from any source. It answers what the code is, and sends the same as the event `scan`. */
export const ScanRequest = Strict({
  /** The longest is the code of a slip, with 700 characters */
  code: Type.String({ minLength: 1, maxLength: 1024 }),
  /** `wedge` a scanner that types, `typed` a person, `api` the till software */
  source: Type.Optional(Type.Union([Type.Literal('wedge'), Type.Literal('typed'), Type.Literal('api'), Type.Literal('serial'), Type.Literal('hid'), Type.Literal('camera')])),
  /** As the scanner names it; a GS1 symbology says that the code is an element string */
  symbology: Type.Optional(Type.Enum([...symbologies])),
});
export type ScanRequest = Type.Static<typeof ScanRequest>;

/** What a code turned out to be. */
export const ScannedThing = Type.Union([
  /** `cardNumber` is the full number, whatever form was scanned */
  Strict({
    kind: Type.Literal('card'), cardNumber: Type.String(), ...CardOrigin.properties,
    /** A code of the application: show the sale the code itself, which proves more than the number */
    isDynamicQr: Type.Optional(Type.Literal(true)),
  }),
  Strict({ kind: Type.Literal('good'), sku: Id, name: Localized, unit: Type.Union([Type.Literal('piece'), Type.Literal('kg')]), quantityMilli: QuantityMilli, unitPriceMinor: AmountMinor, mark: Type.Optional(Mark) }),
  /** `code` belongs into the basket's `coupons`; `couponIds` are the kinds of the bundle that it may be */
  Strict({ kind: Type.Literal('coupon'), code: Type.String(), couponIds: Type.Array(Id) }),
  /** Printed on a slip by a till of the chain, for a return or for points to be claimed */
  Strict({ kind: Type.Literal('return-code'), code: Type.String() }),
  Strict({ kind: Type.Literal('claim-code'), code: Type.String() }),
  /** `looksLike` says what it almost was: a card or a good with a wrong check digit, for instance; the hint what would put it right */
  Strict({
    kind: Type.Literal('unknown'),
    looksLike: Type.Union([
      Type.Literal('card-wrong-check-digit'), Type.Literal('card-ambiguous'), Type.Literal('card-of-other-chain'),
      Type.Literal('good-wrong-check-digit'), Type.Literal('good-unknown'), Type.Literal('nothing-known'),
      Type.Literal('coupon-unknown'), Type.Literal('gs1-wrong'), Type.Literal('link-compressed'), Type.Literal('mark-separator-lost'),
      Type.Literal('bank-card'), Type.Literal('card-misread'),
      ...qrProblems,
    ]),
    ...CardHint.properties,
  }),
]);
export type ScannedThing = Type.Static<typeof ScannedThing>;

export const ScanView = Strict({
  scanId: Id,
  code: Type.String(),
  source: Type.String(),
  atMs: InstantMs,
  thing: ScannedThing,
  /** As the scanner says it, `ean-13` for instance */
  symbology: Type.Optional(Type.String()),
  /** Which scanner of this till read it; absent where somebody else did */
  deviceId: Type.Optional(Type.String()),
  /** What that scanner sent, for technicians; never of a magnetic stripe */
  rawHex: Type.Optional(Type.String()),
  /** Of a card that a scanner of this till read: its customer, as this till knows them at this moment */
  customer: Type.Optional(CustomerView),
});
export type ScanView = Type.Static<typeof ScanView>;

/** POST /v1/identify */
export const IdentifyRequest = Strict({
  /** With `phone` a telephone number, or `account:` and the id of a customer who was found by one */
  code: Type.String({ minLength: 1, maxLength: 200 }),
  /** Defaults to `scan` */
  identifiedBy: Type.Optional(ClaimedIdentification),
});
export type IdentifyRequest = Type.Static<typeof IdentifyRequest>;
export const IdentifyView = Strict({
  customer: CustomerView,
  warnings: Type.Optional(Type.Array(LimitWarning)),
  /** Something that was done to the card here is not settled by the centre, which may say otherwise */
  tentative: Type.Optional(Type.Literal(true)),
});
export type IdentifyView = Type.Static<typeof IdentifyView>;

/** GET /v1/goods?query=&limit= : goods of the programme by name, code or barcode */
export const GoodsView = Strict({
  goods: Type.Array(Strict({ sku: Id, name: Localized, categoryId: Id, unit: Type.Union([Type.Literal('piece'), Type.Literal('kg')]), priceMinor: AmountMinor, barcodes: Type.Array(Type.String()) })),
});
export type GoodsView = Type.Static<typeof GoodsView>;
