/**
 * The operations of the journal: every effect that a till has on the world (DESIGN §6).
 * A payload's shape is fixed for its (kind, schema); a change is a new schema number, and old ones stay readable for ever.
 */
import Type from 'typebox';
import { Basket, maxBasketLines } from '../basket/basket.ts';
import { ReturnRules } from '../bundle/bundle.ts';
import { Identification } from '../cards/card.ts';
import { SaleClaim } from '../claims/sale-claim.ts';
import { QrProof } from '../cards/dynamic-qr.ts';
import { OrderName } from '../orders/signed-order.ts';
import { CustomerState } from '../customer/account.ts';
import { MayRedeem, PricedSale } from '../pricing/priced-sale.ts';
import { ProgrammeState } from '../pricing/programme-state.ts';
import { actionFields } from './action-fields.ts';
import { Actor } from '../operators/actor.ts';
import { cardBodies } from './card-operations.ts';
import { CustomerChanged, CustomerRegistered, FavouriteChosen, PointsAdjusted } from './customer-operations.ts';
import { DrillHeld, OperationResolved, ShiftReconciled } from './desk-operations.ts';
import { Effect } from './effect.ts';
import { BlindReturnCommitted } from './blind-return.ts';
import { PointsClaimed } from './points-claimed.ts';
import { Receipt } from './receipt.ts';
import { LimitWasHit, OperatorLocked, OverrideApproved } from './operator-operations.ts';
import { SaleCounts } from './sale-counts.ts';
import { AmountMinor, Id, LocalDate, Points, QuantityMilli, Sha256, SignedPoints, Strict } from '../scalars.ts';
import { BusinessTime, ClockQuality } from '../time/business-time.ts';

export { Receipt };

/** First operation of every journal. A journal that continues another names its end. */
export const JournalOpened = Strict({
  tillId: Id,
  storeId: Id,
  agentVersion: Type.String(),
  prior: Type.Optional(Strict({ journalId: Id, seq: Type.Integer({ minimum: 1 }), hash: Sha256 })),
  /** Why it was begun, where not by enrolment: the file before it was damaged (then `prior` is the last operation that could be read, if any), it was gone, or a backup was put in its place */
  cause: Type.Optional(Type.Union([Type.Literal('damage'), Type.Literal('loss'), Type.Literal('restore')])),
});
export type JournalOpened = Type.Static<typeof JournalOpened>;

/** What a sale spent, and on whose word: first the hold, then the allowance, then the till's own risk. */
export const Redemption = Strict({
  /** All of it */
  points: Points,
  holdId: Type.Optional(Id),
  allowance: Type.Optional(Strict({ allowanceId: Id, points: Points })),
  /** Points that nothing covers: the programme's risk limit let them go */
  riskPoints: Type.Optional(Points),
});
export type Redemption = Type.Static<typeof Redemption>;

/** `code`: the centre had sent it, and it was given back. `person`: a second person who knows the customer, or has seen their papers, approved it at the till. */
export const CustomerProof = Type.Union([
  Strict({ by: Type.Literal('code'), verificationId: Id }),
  Strict({ by: Type.Literal('person'), overrideId: Id, userId: Id }),
]);
export type CustomerProof = Type.Static<typeof CustomerProof>;

/** A finished sale, with every input that its price came from, so that anybody can price it again. */
export const SaleCommitted = Strict({
  programmeId: Id,
  saleId: Id,
  storeId: Id,
  tillId: Id,
  /** Absent for an anonymous sale */
  accountId: Type.Optional(Id),
  receipt: Receipt,
  /** Absent where nobody was signed in */
  by: Type.Optional(Actor),
  time: BusinessTime,
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256, semantics: Type.Integer({ minimum: 1 }) }),
  basket: Basket,
  /** Of the agent that priced it; absent in operations from before flags could ask for it */
  agentVersion: Type.Optional(Type.String({ maxLength: 40 })),
  /** What the till knew of budgets and used coupons, where it knew anything */
  programme: Type.Optional(ProgrammeState),
  customer: Type.Optional(Strict({
    state: CustomerState,
    identifiedBy: Identification,
    /** The application's code that proved it; each is good for one sale */
    qr: Type.Optional(QrProof),
    /** Besides, the customer has shown that they are themselves: they count as the strongest identification */
    proof: Type.Optional(CustomerProof),
    /** Which state of the centre `state` was made from: the feed's cursor, and the last own operation that it contained */
    cursor: Type.Integer({ minimum: 0 }),
    through: Type.Integer({ minimum: 0 }),
  })),
  /** Orders of web shops that it took over; absent where there are none, and in operations from before they were named */
  orders: Type.Optional(Type.Array(OrderName, { minItems: 1, maxItems: maxBasketLines })),
  /** A code that was shown as a card and is not known: the points may be claimed later */
  unknownCode: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** What its slip lets somebody claim; only where there is no customer */
  claim: Type.Optional(SaleClaim),
  /** Without it the balance limited what could be spent */
  mayRedeem: Type.Optional(MayRedeem),
  redemption: Type.Optional(Redemption),
  result: PricedSale,
  /** True where the till priced afresh at commit, because it no longer had the revision that the client named */
  repricedAtCommit: Type.Optional(Type.Literal(true)),
  /** The return that was made under the same receipt, in the same transaction and just before it */
  exchange: Type.Optional(Strict({ returnId: Id })),
  /** What it uses up besides points; absent where that is nothing, and in operations from before it was counted */
  counts: Type.Optional(SaleCounts),
  effects: Type.Array(Effect),
});
export type SaleCommitted = Type.Static<typeof SaleCommitted>;

export const ReturnedLine = Strict({
  lineId: Id,
  quantityMilli: QuantityMilli,
  /** Money given back for it */
  refundMinor: AmountMinor,
  /** Points that had paid for it, given back */
  pointsGivenBack: Points,
  /** Points that it had earned, taken back */
  pointsTakenBack: Points,
  /** Points that it had earned and that the rules leave to the customer; absent where there are none */
  pointsShortfall: Type.Optional(Points),
});
export type ReturnedLine = Type.Static<typeof ReturnedLine>;

/** How a return moves one of the customer's lots: above zero gives points back to it, below zero takes them. */
export const LotMove = Strict({
  lotId: Id,
  bucket: Type.Union([Type.Literal('pending'), Type.Literal('available')]),
  points: SignedPoints,
  /** The lot's last day; absent where it has none */
  expiresOn: Type.Optional(LocalDate),
});
export type LotMove = Type.Static<typeof LotMove>;

export const QuotedReturn = Strict({
  saleId: Id,
  lines: Type.Array(ReturnedLine),
  refundMinor: AmountMinor,
  pointsGivenBack: Points,
  pointsTakenBack: Points,
  /** Sum of the lines: points that should have been taken back. No later return tries again. */
  pointsShortfall: Type.Optional(Points),
  /** Of which promotions' pending points they were taken. Returns from before `terms.takes` name them under `only_pending` alone. */
  pointsTakenFrom: Type.Optional(Type.Array(Strict({ promotionId: Id, points: Points }))),
  /** The lots that it moves; points of no lot are not named */
  lots: Type.Optional(Type.Array(LotMove)),
  /** Nothing of the sale is left: it was no purchase */
  leavesNothing: Type.Optional(Type.Literal(true)),
  /** The rules ask to price again what is kept, and it cannot be: the sale's bundle is not here, or it has no price for that. Each line gave back its share. */
  sharedBecause: Type.Optional(Type.Union([Type.Literal('bundle-unknown'), Type.Literal('not-priceable')])),
});
export type QuotedReturn = Type.Static<typeof QuotedReturn>;

/** What a return was quoted by, besides the sale, so that anybody can quote it again. */
export const RecordedTerms = Strict({
  /** The bundle in service at the return, not that of the sale: it states the rules */
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 }),
  rules: ReturnRules,
  /** Pending points of the sale are taken before others, whatever the policy. Absent in returns from before points were booked as pending. */
  takes: Type.Optional(Type.Literal('pending-first')),
  /** Returns of the sale that were counted as made before this one. Absent in returns from before tills asked the centre: all that had arrived there */
  knew: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
  /** The sale was known from the signed code on its slip alone: each line gives back its share, and points go back to no lot */
  soldBy: Type.Optional(Type.Literal('slip')),
  /** What the till knew of the customer's points, where the rules look at them: as in `SaleCommitted.customer` */
  balance: Type.Optional(Strict({ availablePoints: SignedPoints, cursor: Type.Integer({ minimum: 0 }), through: Type.Integer({ minimum: 0 }) })),
});
export type RecordedTerms = Type.Static<typeof RecordedTerms>;

export const ReturnCommitted = Strict({
  programmeId: Id,
  returnId: Id,
  saleId: Id,
  storeId: Id,
  tillId: Id,
  accountId: Type.Optional(Id),
  receipt: Receipt,
  /** Absent where nobody was signed in */
  by: Type.Optional(Actor),
  time: BusinessTime,
  /** Absent in operations from before there were several rules: all points were taken back, and each line gave back its share */
  terms: Type.Optional(RecordedTerms),
  result: QuotedReturn,
  /** The sale that was made under the same receipt */
  exchange: Type.Optional(Strict({ saleId: Id })),
  /** The whole sale was cancelled after its receipt: what it had used up besides points is given back */
  cause: Type.Optional(Type.Literal('cancelled')),
  givesBack: Type.Optional(SaleCounts),
  effects: Type.Array(Effect),
});
export type ReturnCommitted = Type.Static<typeof ReturnCommitted>;

/** The till no longer wants a hold: it was dropped, the customer changed, the sale was cancelled, or nobody knows whether it was granted. */
export const HoldReleased = Strict({
  programmeId: Id,
  holdId: Id,
  saleId: Id,
  accountId: Id,
  reason: Type.Union([Type.Literal('dropped'), Type.Literal('customer-changed'), Type.Literal('cancelled'), Type.Literal('ambiguous')]),
  effects: Type.Array(Effect),
});
export type HoldReleased = Type.Static<typeof HoldReleased>;

/** The till gives back what is left of an allowance and spends no more of it: it was recalled, or its end is near. */
export const AllowanceReturned = Strict({
  programmeId: Id,
  allowanceId: Id,
  accountId: Id,
  /** What is left after all that this journal spent of it before */
  points: Points,
  reason: Type.Union([Type.Literal('recalled'), Type.Literal('expired')]),
  effects: Type.Array(Effect),
});
export type AllowanceReturned = Type.Static<typeof AllowanceReturned>;

export const SaleCancelled = Strict({ ...actionFields, saleId: Id, accountId: Type.Optional(Id) });
export type SaleCancelled = Type.Static<typeof SaleCancelled>;

/** What an operation says, by its kind. Each of these is schema 1. */
export const OperationBody = Type.Union([
  Strict({ kind: Type.Literal('journal-opened'), schema: Type.Literal(1), payload: JournalOpened }),
  Strict({ kind: Type.Literal('sale-committed'), schema: Type.Literal(1), payload: SaleCommitted }),
  Strict({ kind: Type.Literal('sale-cancelled'), schema: Type.Literal(1), payload: SaleCancelled }),
  Strict({ kind: Type.Literal('return-committed'), schema: Type.Literal(1), payload: ReturnCommitted }),
  Strict({ kind: Type.Literal('blind-return-committed'), schema: Type.Literal(1), payload: BlindReturnCommitted }),
  Strict({ kind: Type.Literal('points-claimed'), schema: Type.Literal(1), payload: PointsClaimed }),
  Strict({ kind: Type.Literal('hold-released'), schema: Type.Literal(1), payload: HoldReleased }),
  Strict({ kind: Type.Literal('allowance-returned'), schema: Type.Literal(1), payload: AllowanceReturned }),
  Strict({ kind: Type.Literal('customer-registered'), schema: Type.Literal(1), payload: CustomerRegistered }),
  Strict({ kind: Type.Literal('customer-changed'), schema: Type.Literal(1), payload: CustomerChanged }),
  ...cardBodies,
  Strict({ kind: Type.Literal('favourite-chosen'), schema: Type.Literal(1), payload: FavouriteChosen }),
  Strict({ kind: Type.Literal('points-adjusted'), schema: Type.Literal(1), payload: PointsAdjusted }),
  Strict({ kind: Type.Literal('operator-locked'), schema: Type.Literal(1), payload: OperatorLocked }),
  Strict({ kind: Type.Literal('override-approved'), schema: Type.Literal(1), payload: OverrideApproved }),
  Strict({ kind: Type.Literal('limit-hit'), schema: Type.Literal(1), payload: LimitWasHit }),
  Strict({ kind: Type.Literal('operation-resolved'), schema: Type.Literal(1), payload: OperationResolved }),
  Strict({ kind: Type.Literal('drill-held'), schema: Type.Literal(1), payload: DrillHeld }),
  Strict({ kind: Type.Literal('shift-reconciled'), schema: Type.Literal(1), payload: ShiftReconciled }),
]);
export type OperationBody = Type.Static<typeof OperationBody>;

/** One row of the journal, as it is stored and as it travels: the payload is the very text that was hashed. */
export const StoredOperation = Strict({
  seq: Type.Integer({ minimum: 1 }),
  opId: Id,
  kind: Type.String({ minLength: 1, maxLength: 40 }),
  schema: Type.Integer({ minimum: 1 }),
  /** Trusted time */
  atMs: Type.Integer({ minimum: 0 }),
  /** What the wall clock said */
  wallMs: Type.Integer({ minimum: 0 }),
  clock: ClockQuality,
  payload: Type.String(),
  prev: Sha256,
  hash: Sha256,
});
export type StoredOperation = Type.Static<typeof StoredOperation>;

/** One that is to reach the centre: the payload goes there as the bytes that lie in the journal, and nobody here reads it. */
export interface QueuedOperation extends Omit<StoredOperation, 'payload'> {
  payload: Uint8Array;
}

/** `prev` of the first operation of a journal that continues no other. */
export const genesisHash = '0'.repeat(64);
