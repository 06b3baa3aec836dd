import Type from 'typebox';
import { Card } from '../cards/card.ts';
import { Id, InstantMs, LocalDate, MonthDay, Points, SignedPoints, Strict } from '../scalars.ts';

/** Points that the centre has set aside for one sale, until it is settled, released or expires. */
export const Hold = Strict({ holdId: Id, points: Points, expiresAtMs: InstantMs });
export type Hold = Type.Static<typeof Hold>;

const accountFields = {
  accountId: Id,
  tier: Id,
  givenName: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  birthday: Type.Optional(MonthDay),
  favourite: Type.Optional(Strict({ categoryId: Id, until: LocalDate })),
  /** What may be spent now: holds are already taken off. Negative after points were taken back that had been spent. */
  availablePoints: SignedPoints,
  holds: Type.Array(Hold),
};

/** What the centre tells a till about one account: one row of the snapshot and of the feed. */
export const Account = Strict({ ...accountFields, cards: Type.Array(Card) });
export type Account = Type.Static<typeof Account>;

/** The account as one sale sees it: with the one card that was shown. An input of pricing, recorded in the operation. */
export const CustomerState = Strict({ ...accountFields, card: Card });
export type CustomerState = Type.Static<typeof CustomerState>;
