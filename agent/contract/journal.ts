/** The manager's desk: what this till did, how it stands with the centre, and what may be done about it. */
import Type from 'typebox';
import { RepairKind } from '../domain/operations/desk-operations.ts';
import { Right } from '../domain/operators/right.ts';
import { Id, InstantMs, Sha256, Strict } from '../domain/scalars.ts';
import { ClockQuality } from '../domain/time/business-time.ts';

/** Words for people: a key in `resources/locales` and what stands in its placeholders. `…Minor` is money, `…Points` points. */
export const Message = Strict({ key: Type.String(), values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]))) });
export type Message = Type.Static<typeof Message>;

/** `unsent`: the centre has not got it · `sent`: settled · `waiting` for something · `parked`: somebody must decide · `quarantined`: of another branch */
export const CentreStateName = Type.Union([Type.Literal('unsent'), Type.Literal('sent'), Type.Literal('waiting'), Type.Literal('parked'), Type.Literal('quarantined')]);

/** How an operation stands with the centre. */
export const CentreStanding = Strict({
  state: CentreStateName,
  /** The centre's code; absent for what is sent or unsent */
  reason: Type.Optional(Type.String()),
  words: Type.Array(Message),
});

export const Repaired = Strict({
  /** The operation that repairs */
  opId: Id,
  repair: RepairKind,
  /** In the manager's words */
  reason: Type.String(),
  atMs: InstantMs,
  userId: Type.Optional(Id),
  centre: CentreStanding,
});

const entryFields = {
  opId: Id,
  journalId: Id,
  seq: Type.Integer(),
  kind: Type.String(),
  atMs: InstantMs,
  clock: ClockQuality,
  what: Message,
  who: Type.Optional(Strict({ userId: Type.Optional(Id), approvedBy: Type.Optional(Id) })),
  /** The card's number is masked */
  customer: Type.Optional(Strict({ accountId: Type.Optional(Id), card: Type.Optional(Type.String()) })),
  saleId: Type.Optional(Id),
  /** Of an approval by a second person: who, for what right, about what and why; `who` has whom they approved it for */
  approval: Type.Optional(Strict({ approvedBy: Id, right: Right, subject: Type.Optional(Type.String()), subjects: Type.Optional(Type.Array(Type.String())), reason: Type.String() })),
  centre: CentreStanding,
  /** What may be done about it without harm */
  repairs: Type.Array(RepairKind),
  /** Repairs that were tried, oldest first */
  repaired: Type.Optional(Type.Array(Repaired)),
};

export const JournalEntry = Strict(entryFields);
export type JournalEntry = Type.Static<typeof JournalEntry>;

/** GET /v1/journal, newest first */
export const JournalPage = Strict({
  entries: Type.Array(JournalEntry),
  /** `from` of the next page; absent on the last */
  nextFrom: Type.Optional(Type.Integer()),
});
export type JournalPage = Type.Static<typeof JournalPage>;

/** GET /v1/journal/{opId} */
export const WholeOperation = Strict({
  ...entryFields,
  wallMs: InstantMs,
  schema: Type.Integer(),
  prev: Sha256,
  hash: Sha256,
  /** As it was written; what is personal is sealed and not here */
  payload: Type.Unknown(),
});
export type WholeOperation = Type.Static<typeof WholeOperation>;

/** POST /v1/journal/{opId}/resolve. `relink` names the other account by one of its cards or by its id. */
export const ResolveRequest = Strict({
  repair: RepairKind,
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  cardNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  accountId: Type.Optional(Id),
});
export type ResolveRequest = Type.Static<typeof ResolveRequest>;
