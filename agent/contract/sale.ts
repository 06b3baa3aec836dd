import Type from 'typebox';
import { Mark, Basket, OrderedLine } from '../domain/basket/basket.ts';
import { CardOrigin } from '../domain/cards/card-origin.ts';
import { CardHint, CardProblem } from '../domain/cards/card-problem.ts';
import { CardState, Identification } from '../domain/cards/card.ts';
import { CustomerState } from '../domain/customer/account.ts';
import { QuotedReturn, Receipt } from '../domain/operations/operation.ts';
import { SignedOrder } from '../domain/orders/signed-order.ts';
import { MayRedeem, PricedSale } from '../domain/pricing/priced-sale.ts';
import { ProgrammeState } from '../domain/pricing/programme-state.ts';
import { AmountMinor, Id, InstantMs, LocalDate, Localized, Points, QuantityMilli, Sha256, SignedPoints, Strict } from '../domain/scalars.ts';
import { BusinessTime } from '../domain/time/business-time.ts';
import { LimitWarning } from './limits.ts';

/** Far more than a sale can ever have, and within what the journal's file can keep. */
const maxRevision = 999_999_999;
const Revision = Type.Integer({ minimum: 1, maximum: maxRevision });
/** The revision that a PUT builds on; 0 opens */
const BaseRevision = Type.Integer({ minimum: 0, maximum: maxRevision - 1 });

/** A basket line as a client sends it. `lineId` defaults to the line's place, counted from 1. */
export const LineRequest = Strict({
  lineId: Type.Optional(Id), sku: Id, quantityMilli: QuantityMilli, unitPriceMinor: AmountMinor,
  /** Of an order that the centre priced for a web shop: it comes with that `order` */
  ordered: Type.Optional(OrderedLine),
  /** The code of one marked piece as it was scanned, with its GS */
  mark: Type.Optional(Mark),
});
export type LineRequest = Type.Static<typeof LineRequest>;
/** The limit on the number of lines is checked after the shape, so that its problem can name it. */
export const LinesRequest = Type.Array(LineRequest);

/** What a client may say of how it knows the customer. */
export const ClaimedIdentification = Type.Union([Type.Literal('phone'), Type.Literal('typed'), Type.Literal('scan')]);

/** What was shown as a card: the text of the scan, a card number, its short form, or a code of the application; with `phone` a telephone number, or `account:` and the id of a customer who was found by one. */
export const CustomerRequest = Strict({
  code: Type.String({ minLength: 1, maxLength: 200 }),
  /** `scan`, if nothing is said. A code of the application proves itself: nobody can claim `dynamic-qr` */
  identifiedBy: Type.Optional(ClaimedIdentification),
});
export type CustomerRequest = Type.Static<typeof CustomerRequest>;

/** What a basket holds besides its lines. */
const { coupons, payment, channel, external } = Basket.properties;
const surroundings = { coupons, payment, channel, external };

/** PUT /v1/sales/{id}: the whole basket. `baseRevision` 0 opens the sale. */
export const SaleRequest = Strict({
  baseRevision: BaseRevision,
  lines: LinesRequest,
  customer: Type.Optional(CustomerRequest),
  ...surroundings,
  /** As the centre signed it, with the first revision that has its lines */
  order: Type.Optional(SignedOrder),
  /** Also say why: adds `priced.trace` to this answer. It is neither stored nor part of `pricedHash`. */
  explain: Type.Optional(Type.Boolean()),
});
export type SaleRequest = Type.Static<typeof SaleRequest>;

/** POST /v1/sales/{id}/redemption, with an Idempotency-Key */
export const RedemptionRequest = Strict({ revision: Revision, points: Type.Integer({ minimum: 1 }) });
export type RedemptionRequest = Type.Static<typeof RedemptionRequest>;
/** DELETE /v1/sales/{id}/redemption?revision= */

/**
 * POST /v1/sales/{id}/commit. `lines` (with coupons, payment, channel and external programme, where the sale has them) and `customer` make it self-contained: with
 * them it is accepted even where the revision is not known any more. Priced afresh, a sale has the customer that is named here, or none.
 */
export const CommitRequest = Strict({
  revision: Revision,
  receipt: Receipt,
  lines: Type.Optional(LinesRequest),
  customer: Type.Optional(CustomerRequest),
  ...surroundings,
  /** Where `lines` bring lines of an order that the revision may not have */
  order: Type.Optional(SignedOrder),
  /** A quoted return that is finished under the same receipt: both, or neither */
  exchange: Type.Optional(Strict({ returnId: Id, revision: Revision })),
  /** Whether the slip of a sale without a customer shall have a claim code; as the programme says, if nothing is said. A programme that has none gives none */
  claim: Type.Optional(Type.Boolean()),
});
export type CommitRequest = Type.Static<typeof CommitRequest>;

/** POST /v1/sales/{id}/cancel */
export const CancelRequest = Strict({
  revision: Revision,
  /** Of a finished sale: the document that voids it, where one was printed */
  receipt: Type.Optional(Receipt),
});
export type CancelRequest = Type.Static<typeof CancelRequest>;

export const Mode = Type.Union([Type.Literal('online'), Type.Literal('limited'), Type.Literal('offline')]);
export type Mode = Type.Static<typeof Mode>;

/** Points that are set aside at a till, which alone can spend them; names where the programme has them */
export const PointsAtTill = Strict({ tillId: Id, storeId: Id, points: Points, tillName: Type.Optional(Localized), storeName: Type.Optional(Localized) });
export type PointsAtTill = Type.Static<typeof PointsAtTill>;

export const CustomerView = Type.Union([
  Strict({
    status: Type.Literal('known'),
    accountId: Id,
    cardNumber: Type.String(),
    cardState: CardState,
    /** What the card's number says of where it comes from */
    cardOrigin: Type.Optional(CardOrigin),
    givenName: Type.Optional(Type.String()),
    tier: Strict({ id: Id, name: Localized }),
    /** What the customer has, holds of this sale and points set aside for tills included */
    balancePoints: SignedPoints,
    /** The most that this sale could take now, and why not more: `priced.redeemable` */
    spendablePoints: Points,
    heldPoints: Points,
    /** Points of the balance that tills may spend without asking: this one until then, others */
    setAside: Type.Optional(Strict({ here: Type.Optional(Strict({ points: Points, untilMs: InstantMs })), elsewhere: Type.Optional(Type.Array(PointsAtTill)) })),
    /** While the centre is out of reach: all may be spent, no more than the programme's cap, nothing; until the next step comes */
    freshness: Type.Optional(Strict({ step: Type.Union([Type.Literal('fresh'), Type.Literal('capped'), Type.Literal('earn-only')]), untilMs: Type.Optional(InstantMs) })),
    favourite: Type.Optional(Strict({ categoryId: Id, name: Localized, until: Type.String() })),
    birthdayToday: Type.Boolean(),
    identifiedBy: Identification,
    /** When the centre last confirmed this state */
    asOfMs: InstantMs,
  }),
  /** The sale goes on as anonymous */
  Strict({ status: Type.Literal('refused'), code: Type.String(), reason: CardProblem, ...CardHint.properties }),
]);
export type CustomerView = Type.Static<typeof CustomerView>;

export const JournalReference = Strict({ journalId: Id, seq: Type.Integer({ minimum: 1 }), opId: Id, hash: Sha256 });
export type JournalReference = Type.Static<typeof JournalReference>;

/** What a return gives back of: the sale as this till knows it, and what came back of it before this return. */
export const SoldView = Strict({
  /** Of a sale that is known whole; a slip does not carry it */
  receiptNumber: Type.Optional(Type.String()),
  soldAtMs: Type.Optional(InstantMs),
  /** The centre said what other tills took back of it. Without that the centre may park this return: the goods may have come back elsewhere */
  centreAsked: Type.Optional(Type.Literal(true)),
  /** `paidMinor` in money, `pointsSpent` besides, both for all of the line */
  lines: Type.Array(Strict({ lineId: Id, sku: Id, quantityMilli: QuantityMilli, paidMinor: AmountMinor, pointsSpent: Points, returnedMilli: Type.Integer({ minimum: 0 }) })),
});
export type SoldView = Type.Static<typeof SoldView>;

export const ReturnView = Strict({
  returnId: Id,
  revision: Revision,
  state: Type.Union([Type.Literal('quoted'), Type.Literal('committed')]),
  /** Of a blind return its own id */
  saleId: Id,
  blind: Type.Optional(Type.Literal(true)),
  quoted: QuotedReturn,
  /** Answers of the calls on returns have it; a blind return has none */
  sold: Type.Optional(SoldView),
  operation: Type.Optional(JournalReference),
});
export type ReturnView = Type.Static<typeof ReturnView>;

/** Every call on a sale answers the whole sale. */
export const SaleView = Strict({
  saleId: Id,
  revision: Revision,
  state: Type.Union([Type.Literal('priced'), Type.Literal('held'), Type.Literal('in-doubt'), Type.Literal('committed'), Type.Literal('cancelled')]),
  basket: Basket,
  customer: Type.Optional(CustomerView),
  /** Points that are set aside for this sale, and on whose word: `holdId` by the centre (until `expiresAtMs`), then this till's allowance, then the programme's risk */
  redemption: Type.Optional(Strict({
    points: Points,
    holdId: Type.Optional(Id),
    expiresAtMs: Type.Optional(InstantMs),
    allowance: Type.Optional(Strict({ allowanceId: Id, points: Points })),
    riskPoints: Type.Optional(Points),
    /** The centre was out of reach when they were taken */
    offline: Type.Optional(Type.Literal(true)),
  })),
  /** Limits against fraud that its card went beyond, as the cashier is told */
  warnings: Type.Optional(Type.Array(LimitWarning)),
  priced: PricedSale,
  pricedHash: Sha256,
  /** The other inputs of the price, so that `till price` can repeat it */
  inputs: Strict({ time: BusinessTime, storeId: Id, tillId: Id, agentVersion: Type.Optional(Type.String()), customerState: Type.Optional(CustomerState), identifiedBy: Type.Optional(Identification), redeemPoints: Type.Optional(Points), mayRedeem: Type.Optional(MayRedeem), programme: Type.Optional(ProgrammeState) }),
  /** Set once the sale is in the journal */
  operation: Type.Optional(JournalReference),
  /** The return under the same receipt, and what is to pay for both: below zero, to give back */
  exchange: Type.Optional(Strict({ return: ReturnView, differenceMinor: Type.Integer() })),
  /** The return that cancelled it after its receipt */
  cancelled: Type.Optional(ReturnView),
  /** For the slip of a finished sale: by it any till takes the goods back. `totals`: the receipt is too long, and a return of it needs the centre. Absent while the centre has not vouched for this till's key */
  returnCode: Type.Optional(Strict({ code: Type.String(), carries: Type.Union([Type.Literal('whole'), Type.Literal('totals')]) })),
  /** For the slip of a finished sale without a customer: whoever brings it with a card until that day is credited these points, once (`POST /v1/claims`) */
  claimCode: Type.Optional(Strict({ code: Type.String(), points: Points, until: LocalDate })),
  /** False where the disk did not take this revision, so that it is gone when the agent ends: send `lines` with the commit. Absent where it did */
  draftKept: Type.Optional(Type.Literal(false)),
});
export type SaleView = Type.Static<typeof SaleView>;
export const SaleList = Strict({ sales: Type.Array(SaleView) });
export type SaleList = Type.Static<typeof SaleList>;

const ReturnLines = Type.Optional(Type.Array(Strict({ lineId: Id, quantityMilli: QuantityMilli }), { minItems: 1 }));
/** Quotes a return of a sale that is named by its id. Without `lines` all that is left of the sale is returned. */
export const SaleReturnRequest = Strict({ baseRevision: BaseRevision, saleId: Id, lines: ReturnLines });
export type SaleReturnRequest = Type.Static<typeof SaleReturnRequest>;
/** PUT /v1/returns/{id}: quotes. The sale is named by one of `saleId`, `receiptNumber`, `code`, or by none in a `blind` return. Without `lines` all that is left of the sale is returned. */
export const ReturnRequest = Strict({
  baseRevision: BaseRevision,
  saleId: Type.Optional(Id),
  /** As this till printed it; `date` (the day of the sale in the store's zone) where a number comes again */
  receiptNumber: Type.Optional(Receipt.properties.number),
  date: Type.Optional(LocalDate),
  /** The signed code on the slip, of any till of the chain */
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 800 })),
  /** No sale is named: goods and money as the till software states them */
  blind: Type.Optional(Strict({
    reason: Type.String({ minLength: 1, maxLength: 200 }),
    lines: Type.Array(Strict({ lineId: Type.Optional(Id), sku: Id, quantityMilli: QuantityMilli, refundMinor: AmountMinor }), { minItems: 1, maxItems: 500 }),
    /** The card of whoever says to have bought them */
    customer: Type.Optional(Strict({ code: Type.String({ minLength: 1, maxLength: 64 }) })),
  })),
  lines: ReturnLines,
});
export type ReturnRequest = Type.Static<typeof ReturnRequest>;
/** POST /v1/returns/{id}/commit */
export const ReturnCommitRequest = Strict({ revision: Revision, receipt: Receipt });
export type ReturnCommitRequest = Type.Static<typeof ReturnCommitRequest>;
