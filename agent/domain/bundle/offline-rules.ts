import Type from 'typebox';
import { Points, ShareBasisPoints, Strict } from '../scalars.ts';

const maxSeconds = 90 * 86_400;
const Seconds = Type.Integer({ minimum: 0, maximum: maxSeconds });
const Times = Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** The centre uses an allowance's points again so long after its end at the earliest, unless its till gave them back (DESIGN §5). */
export const minReuseAfterSeconds = 48 * 3_600;

/**
 * Points that a customer may spend while the centre is out of reach (DESIGN §5).
 *   never       none
 *   allowance   what the centre has set aside for this till beforehand: nobody else can spend it meanwhile
 *   risk-limit  what the till believes to be there, within caps: what was not there, the programme pays
 */
export const OfflineRedemption = Type.Union([
  Type.Literal('never'),
  Strict({
    policy: Type.Literal('allowance'),
    /** Of what a customer may spend, at most this share is set aside, for all tills together */
    maxShareBasisPoints: ShareBasisPoints,
    maxPointsPerTill: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    /** Only for customers who made so many purchases at the till within so many days */
    minVisits: Times,
    visitDays: Type.Integer({ minimum: 1, maximum: 366 }),
    /** From the grant, or its renewal, to its end */
    validSeconds: Type.Integer({ minimum: 3_600, maximum: maxSeconds }),
    /** The till stops so long before the end */
    marginSeconds: Type.Integer({ minimum: 60, maximum: 86_400 }),
    /** Of a till that is silent the points are used again so long after the end; what it spent and told later, the programme pays */
    reuseAfterSeconds: Type.Integer({ minimum: minReuseAfterSeconds, maximum: maxSeconds }),
  }),
  Strict({
    policy: Type.Literal('risk-limit'),
    maxPointsPerReceipt: Points,
    maxPointsPerCustomerDay: Points,
    maxPointsPerTillDay: Points,
  }),
]);
export type OfflineRedemption = Type.Static<typeof OfflineRedemption>;

/** By the age of what the till knows of the customer: fresh, then capped, then earn only. Asked where the centre was not asked for the points. */
export const Freshness = Strict({
  cappedAfterSeconds: Seconds,
  /** On one receipt, while capped */
  cappedPoints: Points,
  earnOnlyAfterSeconds: Seconds,
});
export type Freshness = Type.Static<typeof Freshness>;

/** What a printed receipt may have spent beyond the balance and is still honoured; the rest is parked, with an alarm. */
export const HonouringCaps = Strict({ maxPointsPerReceipt: Points, maxPointsPerTillDay: Points, maxPointsPerDay: Points });
export type HonouringCaps = Type.Static<typeof HonouringCaps>;

/**
 * What can be used once, while the centre is out of reach: coupons of one use, and promotions with a limit per customer.
 *   never       does not act
 *   allowance   acts at the till that holds an allowance of this customer
 *   risk-limit  acts, so many times a day at one till
 */
export const OfflineOnce = Type.Union([
  Type.Literal('never'),
  Type.Literal('allowance'),
  Strict({ policy: Type.Literal('risk-limit'), maxPerTillDay: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }),
]);
export type OfflineOnce = Type.Static<typeof OfflineOnce>;
