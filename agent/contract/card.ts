/** Cards: their life cycle, and what somebody who asks about one is shown. */
import Type from 'typebox';
import { LimitWarning } from './limits.ts';
import { BlockLevel, BlockReason, CardBlock, CardForm } from '../domain/cards/account-card.ts';
import { CardState } from '../domain/cards/card.ts';
import { LastOperation } from '../domain/customer/last-operation.ts';
import { ReplaceReason, UnblockReason } from '../domain/operations/card-operations.ts';
import { Id, InstantMs, LocalDate, Localized, Points, SignedPoints, Strict } from '../domain/scalars.ts';
import { CustomerView, JournalReference } from './sale.ts';

/** A card as it was scanned or typed: its full number, or the short form. */
const Code = Type.String({ minLength: 1, maxLength: 64 });
const note = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }));
/** The customer whose card it becomes; without it the card gets an account of its own */
const accountId = Type.Optional(Id);

/** POST /v1/cards/issue: one blank, a pack from the first to the last (at most 500), or a virtual card of this till's numbers. */
export const IssueRequest = Type.Union([
  Strict({ form: Type.Literal('plastic'), cardNumber: Code, accountId }),
  Strict({ form: Type.Literal('plastic'), first: Code, last: Code }),
  Strict({ form: Type.Literal('virtual'), accountId }),
]);
export type IssueRequest = Type.Static<typeof IssueRequest>;

/** POST /v1/cards/activate: one card, or a pack. */
export const ActivateRequest = Type.Union([Strict({ cardNumber: Code }), Strict({ first: Code, last: Code })]);
export type ActivateRequest = Type.Static<typeof ActivateRequest>;

/** POST /v1/cards/bind: one more card of a customer, who is named by account or by a card of theirs. */
export const BindRequest = Type.Union([Strict({ cardNumber: Code, accountId: Id }), Strict({ cardNumber: Code, otherCardNumber: Code })]);
export type BindRequest = Type.Static<typeof BindRequest>;

/** POST /v1/cards/replace */
export const ReplaceRequest = Strict({ cardNumber: Code, newCardNumber: Code, reason: ReplaceReason, note });
export type ReplaceRequest = Type.Static<typeof ReplaceRequest>;

/** POST /v1/cards/block: `level` is `blocked` where nothing is said. */
export const BlockRequest = Strict({ cardNumber: Code, level: Type.Optional(BlockLevel), reason: BlockReason, note });
export type BlockRequest = Type.Static<typeof BlockRequest>;

/** POST /v1/cards/unblock: `blockOpId` may be left out where the card has one block alone. */
export const UnblockRequest = Strict({ cardNumber: Code, blockOpId: Type.Optional(Id), reason: UnblockReason, note });
export type UnblockRequest = Type.Static<typeof UnblockRequest>;

/** One of the cards of a customer. */
const ofCustomer = {
  /** But for its last four digits masked */
  card: Type.String(),
  state: CardState,
  /** Something that was done to it here is not settled by the centre, which may say otherwise */
  tentative: Type.Optional(Type.Literal(true)),
};
const CardOfCustomer = Strict(ofCustomer);

/** GET /v1/customers/{accountId}/cards, by number */
export const CardsOfCustomer = Strict({
  accountId: Id,
  cards: Type.Array(Strict({
    ...ofCustomer,
    /** For those who may block a card without being asked who says so */
    cardNumber: Type.Optional(Type.String()),
    blocks: Type.Optional(Type.Array(CardBlock)),
    replacedBy: Type.Optional(Type.String()),
  })),
  warnings: Type.Optional(Type.Array(LimitWarning)),
});
export type CardsOfCustomer = Type.Static<typeof CardsOfCustomer>;

const { givenName, tier, favourite, setAside, freshness } = CustomerView.anyOf[0].properties;

/** GET /v1/cards/{number} */
export const CardView = Strict({
  cardNumber: Type.String(),
  state: CardState,
  /** Something that was done to it here is not settled by the centre, which may say otherwise */
  tentative: Type.Optional(Type.Literal(true)),
  /** Blocks in force; `blockOpId` names one to lift it */
  blocks: Type.Optional(Type.Array(CardBlock)),
  /** The card that stands in its place now, where that is known: of several that replaced one another the last */
  replacedBy: Type.Optional(Type.String()),
  accountId: Id,
  /** The chain has the customer's answers to its questionnaire, as far as this till knows */
  registered: Type.Boolean(),
  givenName, tier, favourite,
  balance: Strict({
    /** All that the customer has: available, held and set aside for tills; pending points come later */
    balancePoints: SignedPoints,
    availablePoints: SignedPoints,
    /** The most that this till could take now by this card */
    spendablePoints: Points,
    heldPoints: Points,
    pendingPoints: Points,
    pending: Type.Array(Strict({ points: Points, availableOn: LocalDate })),
    /** Lost within thirty days, the soonest first */
    expiringSoon: Type.Array(Strict({ points: Points, expiresOn: LocalDate })),
    setAside,
  }),
  /** The customer's other cards, but for their last four digits masked */
  otherCards: Type.Array(CardOfCustomer),
  /** The newest first, three at most */
  lastOperations: Type.Array(LastOperation),
  freshness,
  /** When the centre last confirmed what this till knows; 0 where it has told of nothing yet */
  asOfMs: InstantMs,
  warnings: Type.Optional(Type.Array(LimitWarning)),
});
export type CardView = Type.Static<typeof CardView>;

/** What became of one card, and where it stands in the journal. */
export const CardDone = Strict({ card: Type.Optional(CardView), cardNumber: Type.String(), operation: JournalReference });
export type CardDone = Type.Static<typeof CardDone>;

/** What was issued or activated: all of it, in the order of the numbers. */
export const CardsDone = Strict({
  cards: Type.Array(Strict({
    cardNumber: Type.String(),
    accountId,
    state: Type.Optional(CardState),
    form: Type.Optional(CardForm),
    tentative: Type.Optional(Type.Literal(true)),
    /** Of a virtual card: the text of the QR that the customer's phone shows */
    qrText: Type.Optional(Type.String()),
  })),
  operations: Strict({ journalId: Id, firstSeq: Type.Integer({ minimum: 1 }), lastSeq: Type.Integer({ minimum: 1 }) }),
});
export type CardsDone = Type.Static<typeof CardsDone>;

/** The event `card`: something was done to a card here, somebody elsewhere did something to it, or the centre has settled it otherwise because somebody else was first. */
export const CardEvent = Type.Union([
  Strict({ change: Type.Literal('done'), cardNumber: Type.String(), kind: Type.String(), seq: Type.Integer({ minimum: 1 }) }),
  Strict({
    change: Type.Literal('told'),
    cardNumber: Type.String(),
    /** As it is from now on. Absent where it is nobody's any more */
    now: Type.Optional(Strict({ state: CardState, accountId: Id, tier: Type.Optional(Id), replacedBy: Type.Optional(Type.String()) })),
    /** Open sales at this till that its customer is in: each keeps what it was opened with until the card is shown again */
    saleIds: Type.Array(Id),
  }),
  Strict({
    change: Type.Literal('race-lost'),
    /** Absent of a sale without a card */
    cardNumber: Type.Optional(Type.String()),
    /** Of a sale */
    saleId: Type.Optional(Id),
    receiptNumber: Type.Optional(Type.String()),
    kind: Type.String(),
    seq: Type.Integer({ minimum: 1 }),
    opId: Id,
    /** `card-race-lost-…`; `qr-replayed` of a sale by a code of the application that was shown in another sale before; `order-repeated` of a sale of a web shop's order that was sold before */
    reason: Type.String(),
    /** What happened, for the manager */
    manager: Localized,
    /** What to tell the customer */
    customer: Localized,
  }),
]);
export type CardEvent = Type.Static<typeof CardEvent>;
