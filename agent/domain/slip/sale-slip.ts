import type { Bundle } from '../bundle/bundle.ts';
import type { SaleCommitted } from '../operations/operation.ts';
import type { PricedSale } from '../pricing/priced-sale.ts';
import { byDay, customerValues } from './account-slip.ts';
import { placeAndTime } from './place-and-time.ts';
import { countText, dateText, moneyText, pointsText, wordsText, type SlipUnits } from './slip-words.ts';
import type { SlipData } from './slip-vocabulary.ts';

/** Codes that the sale's customer takes home. */
export interface SaleCodes {
  /** Signed; lets another till take the goods back */
  readonly returnCode?: string;
  /** Points of a sale without a card are credited to whoever shows its code, until that day */
  readonly claim?: { readonly code: string; readonly points: number; readonly until: string };
}

/** What a finished sale says to its customer, but for the balance. Zeros are left out: a line about nothing is not printed. */
export function saleSlip(bundle: Bundle, units: SlipUnits, sale: SaleCommitted, { returnCode, claim }: SaleCodes): SlipData {
  const { result, customer } = sale;
  const { language } = units;
  const external = bundle.externalProgrammes?.find(({ id }) => id === result.external)?.name;
  const isPoints = sale.accountId !== undefined;
  return {
    values: {
      ...placeAndTime(bundle, language, sale),
      receipt: { text: sale.receipt.number },
      total: moneyText(units, result.payableMinor),
      ...(customer === undefined ? {} : customerValues(bundle, units, { ...customer.state, cardNumber: customer.state.card.number })),
      ...(result.discountMinor > 0 ? { saved: moneyText(units, result.discountMinor) } : {}),
      ...(isPoints && result.pointsEarned > 0 ? { earned: pointsText(units, result.pointsEarned) } : {}),
      ...(result.pointsSpent > 0 ? { spent: pointsText(units, result.pointsSpent), paidWithPoints: moneyText(units, result.pointsPaidMinor) } : {}),
      ...(external === undefined ? {} : { external: wordsText(language, external) }),
      ...(returnCode === undefined ? {} : { returnCode: { text: returnCode } }),
      ...(claim === undefined ? {} : { claimCode: { text: claim.code }, claimPoints: pointsText(units, claim.points), claimUntil: dateText(language, claim.until) }),
    },
    lists: { ...offeredLists(bundle, units, result), ...(isPoints ? accrualLists(units, sale) : {}) },
  };
}

function accrualLists(units: SlipUnits, { result: { accruals = [] }, time: { localDate } }: SaleCommitted): SlipData['lists'] {
  const earned = accruals.filter(({ points }) => points > 0);
  return {
    earnedPending: byDay(units, earned.flatMap(({ points, availableOn }) => (availableOn === undefined || availableOn <= localDate ? [] : [{ points, day: availableOn }]))),
    earnedUntil: byDay(units, earned.flatMap(({ points, expiresOn }) => (expiresOn === undefined ? [] : [{ points, day: expiresOn }]))),
  };
}

function offeredLists(bundle: Bundle, { language }: SlipUnits, { messages, gifts = [], couponsIssued = [] }: PricedSale): SlipData['lists'] {
  return {
    messages: messages.filter(({ to }) => to === 'slip').map(({ text }) => ({ text: wordsText(language, text) })),
    gifts: gifts.map(({ name, units }) => ({ text: wordsText(language, name), units: countText(language, units) })),
    coupons: couponsIssued.map(({ couponId, count, validFrom, validTo }) => ({
      text: wordsText(language, bundle.coupons?.find(({ id }) => id === couponId)?.name ?? { ru: couponId }),
      count: countText(language, count),
      from: dateText(language, validFrom),
      to: dateText(language, validTo),
    })),
  };
}
