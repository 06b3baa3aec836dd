import type { Bundle } from '../bundle/bundle.ts';
import type { Account } from '../customer/account.ts';
import { heldOf, leasedOf, pointsIn } from '../ledger/move-lots.ts';
import { addDays } from '../time/calendar.ts';
import type { BusinessTime } from '../time/business-time.ts';
import { cardText, dateText, pointsText, timeText, wordsText, type SlipUnits } from './slip-words.ts';
import type { SlipData, SlipRow } from './slip-vocabulary.ts';

/** What a till knows of a customer's points, and since when. */
export interface KnownAccount {
  readonly account: Account;
  /** Reserved by open sales without a hold: in no other number */
  readonly reservedPoints: number;
  /** When the centre last confirmed it */
  readonly asOf: BusinessTime;
  readonly today: string;
}

const defaultExpiringDays = 30;

/** The part of every slip that is about the customer's points, with the day that they stand as of. */
export function accountSlip(bundle: Bundle, units: SlipUnits, { account, reservedPoints, asOf, today }: KnownAccount): SlipData {
  const { language } = units;
  const held = heldOf(account) + leasedOf(account) + reservedPoints;
  const pending = account.pending ?? [];
  const soon = addDays(today, bundle.slips?.expiringWithinDays ?? defaultExpiringDays);
  const expiring = (account.lots ?? []).filter(({ expiresOn }) => expiresOn !== undefined && expiresOn <= soon);
  const offers = (account.offers ?? []).filter(({ until }) => until >= today);
  return {
    values: {
      ...(account.givenName === undefined ? {} : { customer: { text: account.givenName } }),
      balance: pointsText(units, account.availablePoints + held),
      balanceDate: dateText(language, asOf.localDate),
      balanceTime: timeText(asOf.minuteOfDay),
      ...(held > 0 ? { held: pointsText(units, held) } : {}),
      ...(pending.length > 0 ? { pendingTotal: pointsText(units, pointsIn(pending)) } : {}),
    },
    lists: {
      pending: byDay(units, pending.map(({ points, availableOn }) => ({ points, day: availableOn }))),
      expiring: byDay(units, expiring.map(({ points, expiresOn = '' }) => ({ points, day: expiresOn }))),
      offers: offers.map(({ offerId, until }) => ({ text: wordsText(language, bundle.names?.offers?.[offerId] ?? { ru: offerId }), to: dateText(language, until) })),
    },
  };
}

/** Who the slip is for. */
export function customerValues(bundle: Bundle, { language }: SlipUnits, customer: { readonly cardNumber: string; readonly tier: string; readonly givenName?: string }): SlipData['values'] {
  const tier = bundle.tiers.find(({ id }) => id === customer.tier)?.name;
  return {
    card: cardText(customer.cardNumber),
    ...(tier === undefined ? {} : { tier: wordsText(language, tier) }),
    ...(customer.givenName === undefined ? {} : { customer: { text: customer.givenName } }),
  };
}

/** One row for each day, the soonest first. */
export function byDay(units: SlipUnits, parts: readonly { readonly points: number; readonly day: string }[]): SlipRow[] {
  const days = new Map<string, number>();
  for (const { points, day } of parts) days.set(day, (days.get(day) ?? 0) + points);
  return [...days].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([day, points]) => ({ points: pointsText(units, points), date: dateText(units.language, day) }));
}

/** The category of the month, while it lasts. */
export function favouriteValues({ categories }: Bundle, language: SlipUnits['language'], favourite: Account['favourite'], today: string): SlipData['values'] {
  const name = categories.find(({ id }) => id === favourite?.categoryId)?.name;
  if (favourite === undefined || name === undefined || favourite.until < today) return {};
  return { favourite: wordsText(language, name), favouriteUntil: dateText(language, favourite.until) };
}
