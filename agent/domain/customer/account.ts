import Type from 'typebox';
import { LastOperation } from './last-operation.ts';
import { AccountCard } from '../cards/account-card.ts';
import { Card } from '../cards/card.ts';
import { FavouriteChoices } from './favourite-rules.ts';
import { Id, InstantMs, LocalDate, MonthDay, Points, SignedPoints, Strict } from '../scalars.ts';

/** Points that the centre has set aside for one sale, until it is settled, released or expires. */
export const Hold = Strict({ holdId: Id, points: Points, expiresAtMs: InstantMs });
export type Hold = Type.Static<typeof Hold>;

/** Points that came together and are lost together; without `expiresOn` they stay. */
export const PointsLot = Strict({ lotId: Id, points: Points, expiresOn: Type.Optional(LocalDate) });
export type PointsLot = Type.Static<typeof PointsLot>;

/** Points that were earned and may be spent from `availableOn` on. */
export const PendingPoints = Strict({ lotId: Id, points: Points, availableOn: LocalDate, expiresOn: Type.Optional(LocalDate) });
export type PendingPoints = Type.Static<typeof PendingPoints>;

/** Points that the centre has set aside for one journal of one till, to be spent there without asking (DESIGN §5). */
export const Allowance = Strict({
  allowanceId: Id,
  tillId: Id,
  storeId: Id,
  journalId: Id,
  /** What is left of it */
  points: Points,
  expiresAtMs: InstantMs,
  /** The centre wants it back: the till spends no more of it and returns it */
  recalled: Type.Optional(Type.Literal(true)),
});
export type Allowance = Type.Static<typeof Allowance>;

const accountFields = {
  accountId: Id,
  tier: Id,
  givenName: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  birthday: Type.Optional(MonthDay),
  favourite: Type.Optional(Strict({ categoryId: Id, until: LocalDate })),
  /** What may be spent now: holds are already taken off. Negative after points were taken back that had been spent. */
  availablePoints: SignedPoints,
  holds: Type.Array(Hold),
  segments: Type.Optional(Type.Array(Id)),
  joinedOn: Type.Optional(LocalDate),
  /** Finished purchases so far, returned ones not counted */
  purchases: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  /** Personal offers; `until` is their last day */
  offers: Type.Optional(Type.Array(Strict({ offerId: Id, until: LocalDate }))),
  /** In how many sales a promotion with a limit per customer acted, in the period that began on `since` */
  usage: Type.Optional(Type.Array(Strict({ promotionId: Id, since: LocalDate, times: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) }))),
  /** The parts of the balance, held points included, that have a last day. What no lot covers stays. */
  lots: Type.Optional(Type.Array(PointsLot)),
  /** Not in `availablePoints` yet */
  pending: Type.Optional(Type.Array(PendingPoints)),
  /** Set aside for tills, at all of them; not in `availablePoints` */
  allowances: Type.Optional(Type.Array(Allowance)),
};

/** The first 16 bytes of HMAC-SHA-256 over a telephone number, in base64url: what a till finds accounts by, and can read no number from without the key. */
export const PhoneHash = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: '22 characters of base64url' });

/** What the centre tells a till about one account: one row of the snapshot and of the feed. */
export const Account = Strict({
  ...accountFields,
  cards: Type.Array(AccountCard),
  /** Its last sales and returns anywhere, the newest first */
  lastOperations: Type.Optional(Type.Array(LastOperation, { maxItems: 3 })),
  /** `verified`: the customer has shown that the number is theirs */
  phone: Type.Optional(Strict({ hash: PhoneHash, verified: Type.Optional(Type.Literal(true)) })),
  /** Questionnaires that were answered for it: somebody is registered */
  registeredWith: Type.Optional(Type.Array(Id)),
  favouriteChoices: Type.Optional(FavouriteChoices),
  /** Accounts that were merged into this one: operations that name them are about it */
  mergedIds: Type.Optional(Type.Array(Id)),
  /** Set for ever on an account that is that one now: it has no cards and no points of its own */
  mergedInto: Type.Optional(Id),
});
export type Account = Type.Static<typeof Account>;

/** The account as one sale sees it: with the one card that was shown. An input of pricing, recorded in the operation. */
export const CustomerState = Strict({ ...accountFields, card: Card });
export type CustomerState = Type.Static<typeof CustomerState>;
