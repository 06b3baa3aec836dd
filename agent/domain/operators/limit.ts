import Type from 'typebox';
import { Id, Localized, Strict } from '../scalars.ts';

/**
 * `warn`: the cashier is told, and it is journalled; `flag`: it is journalled, and only managers see it; `refuse`: it is journalled and not done. A sale itself is never refused:
 * it goes on without the card.
 */
export const LimitLevel = Type.Union([Type.Literal('warn'), Type.Literal('flag'), Type.Literal('refuse')]);
export type LimitLevel = Type.Static<typeof LimitLevel>;

const said = { id: Id, name: Localized, level: LimitLevel };
const most = Type.Integer({ minimum: 1, maximum: 100_000 });
const withinMinutes = Type.Integer({ minimum: 1, maximum: 10_080 });

/** What is unusual enough to be fraud. Counted from this till's own journal, so that an outage changes nothing. Days are those of the store. */
export const Limit = Type.Union([
  /** More than so many receipts with cards of one customer in a day; a claimed one is one too */
  Strict({ kind: Type.Literal('card-uses'), ...said, most }),
  /** More than so many receipts of one customer paid with points in a day */
  Strict({ kind: Type.Literal('card-redemptions'), ...said, most }),
  /** More than so many receipts with cards of one customer at one cashier in a day */
  Strict({ kind: Type.Literal('card-at-one-cashier'), ...said, most }),
  /** More than so many claim codes of receipts for one customer in a day */
  Strict({ kind: Type.Literal('card-claims'), ...said, most }),
  /** Points are spent so soon after a card was issued, activated or bound */
  Strict({ kind: Type.Literal('redeem-after-issue'), ...said, withinMinutes }),
  /** A receipt that was paid with points comes back so soon */
  Strict({ kind: Type.Literal('return-after-redeem'), ...said, withinMinutes }),
  /** Somebody looks up more than so many different cards in an hour */
  Strict({ kind: Type.Literal('look-ups'), ...said, most }),
  /** The card is that of who is signed in */
  Strict({ kind: Type.Literal('own-card'), ...said }),
]);
export type Limit = Type.Static<typeof Limit>;
/** The kinds as literals, for what names one */
export const LimitKind = Type.Union([
  Type.Literal('card-uses'), Type.Literal('card-redemptions'), Type.Literal('card-at-one-cashier'), Type.Literal('card-claims'), Type.Literal('redeem-after-issue'),
  Type.Literal('return-after-redeem'), Type.Literal('look-ups'), Type.Literal('own-card'),
]);
export type LimitKind = Limit['kind'];
