import { describe, expect, test } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { BlindReturnCommitted } from '../../../agent/domain/operations/blind-return.ts';
import type { ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { accountSlip, customerValues, favouriteValues } from '../../../agent/domain/slip/account-slip.ts';
import { blindReturnSlip, returnSlip } from '../../../agent/domain/slip/return-slip.ts';
import { saleSlip, type SaleCodes } from '../../../agent/domain/slip/sale-slip.ts';
import type { SlipData } from '../../../agent/domain/slip/slip-vocabulary.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { saleOf, soldLine } from '../kit/sale.ts';
import { customerWith, exampleBundle, timeAt } from '../kit/shop.ts';

const units = { language: 'ru', exponent: 2, currencyWord: 'тг', pointsScale: 0 } as const;
const nothing = { accountId: 'account-1', tier: 'base', availablePoints: 500, holds: [], cards: [] } satisfies Account;

/** The texts alone. */
function texts(slip: SlipData): { values: Record<string, string>; lists: Record<string, string[]> } {
  const values = Object.entries(slip.values).map(([name, { text }]) => [name, text.replaceAll('\u00a0', ' ')] as const);
  const lists = Object.entries(slip.lists).filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, rows.map((row) => Object.values(row).map(({ text }) => text).join(' '))] as const);
  return { values: Object.fromEntries(values), lists: Object.fromEntries(lists) };
}

describe('what a slip says of the customer’s points', () => {
  const told = (changes: Partial<Account>, reservedPoints = 0, bundle: Partial<Bundle> = {}) =>
    texts(accountSlip(exampleBundle(bundle), units, { account: { ...nothing, ...changes }, reservedPoints, asOf: timeAt('2026-11-21', 545, 6), today: '2026-11-22' }));

  test('of an account with nothing but a balance: the balance, and since when it is known', () => {
    expect(told({})).toEqual({ values: { balance: '500', balanceDate: '21.11.2026', balanceTime: '09:05' }, lists: {} });
  });

  test('what is held for sales, set aside for tills and reserved here is part of the balance, and told apart', () => {
    const allowance = { allowanceId: 'a', tillId: 'till-1', storeId: 'centre', journalId: 'j', points: 20, expiresAtMs: 1 };
    expect(told({ holds: [{ holdId: 'h', points: 100, expiresAtMs: 1 }], allowances: [allowance] }, 3).values).toMatchObject({ balance: '623', held: '123' });
    expect(told({}, 1).values).toMatchObject({ balance: '501', held: '1' });
  });

  test('the customer’s name, where it is known', () => {
    expect(told({ givenName: 'Айгүл' }).values).toMatchObject({ customer: 'Айгүл' });
  });

  test('points to come, by day and together', () => {
    const pending = [{ lotId: 'b', points: 7, availableOn: '2026-12-06' }, { lotId: 'a', points: 4, availableOn: '2026-12-01' }, { lotId: 'c', points: 2, availableOn: '2026-12-06' }];
    expect(told({ pending })).toMatchObject({ values: { pendingTotal: '13' }, lists: { pending: ['4 01.12.2026', '9 06.12.2026'] } });
    expect(told({ pending: pending.slice(0, 1) })).toMatchObject({ values: { pendingTotal: '7' }, lists: { pending: ['7 06.12.2026'] } });
  });

  test('points that are lost within thirty days, the soonest first', () => {
    const lots = [{ lotId: 'a', points: 5, expiresOn: '2026-12-22' }, { lotId: 'b', points: 3, expiresOn: '2026-11-22' }, { lotId: 'c', points: 9, expiresOn: '2026-12-23' }, { lotId: 'd', points: 11 }];
    expect(told({ lots }).lists).toEqual({ expiring: ['3 22.11.2026', '5 22.12.2026'] });
    expect(told({ lots }, 0, { slips: { expiringWithinDays: 29 } }).lists).toEqual({ expiring: ['3 22.11.2026'] });
  });

  test('offers up to and including their last day, by their names', () => {
    const offers = [{ offerId: 'cheese', until: '2026-11-22' }, { offerId: 'old', until: '2026-11-21' }, { offerId: 'nameless', until: '2026-12-31' }];
    expect(told({ offers }, 0, { names: { offers: { cheese: { ru: 'Сыр' } } } }).lists).toEqual({ offers: ['Сыр 22.11.2026', 'nameless 31.12.2026'] });
  });

  test('the favourite category up to and including its last day', () => {
    const favourite = (until: string, categoryId = 'dairy') => texts({ values: favouriteValues(exampleBundle(), 'ru', { categoryId, until }, '2026-11-22'), lists: {} }).values;
    expect(favourite('2026-11-22')).toEqual({ favourite: 'Молочное', favouriteUntil: '22.11.2026' });
    expect(favourite('2026-11-21')).toEqual({});
    expect(favourite('2026-11-22', 'toys')).toEqual({});
    expect(favouriteValues(exampleBundle(), 'ru', undefined, '2026-11-22')).toEqual({});
  });

  test.each([
    ['gold', 'Золотой'], ['base', 'Базовый'],
  ])('the tier %s by its name', (tier, name) => {
    expect(texts({ values: customerValues(exampleBundle(), units, { cardNumber: '2900770100017', tier }), lists: {} }).values).toEqual({ card: '*0017', tier: name });
  });

  test('no tier that the bundle does not have', () => {
    expect(texts({ values: customerValues(exampleBundle(), units, { cardNumber: '2900770100017', tier: 'lead', givenName: 'Айгүл' }), lists: {} }).values).toEqual({ card: '*0017', customer: 'Айгүл' });
  });
});

describe('what a slip says of a sale', () => {
  const line = soldLine();
  const plain = saleOf([line]);
  const told = (sale: Partial<SaleCommitted>, result: Partial<SaleCommitted['result']> = {}, bundle: Partial<Bundle> = {}, codes: SaleCodes = {}) =>
    texts(saleSlip(exampleBundle(bundle), units, { ...plain, ...sale, result: { ...plain.result, ...result } }, codes));
  const always = { programme: 'Пример', store: 'Центр', date: '22.11.2026', time: '12:00', receipt: '1', total: '5,00 тг' };

  test('nothing about what was nothing', () => {
    expect(told({})).toEqual({ values: always, lists: {} });
  });

  test('what is one is not nothing', () => {
    expect(told({}, { discountMinor: 1, pointsEarned: 1, pointsSpent: 1, pointsPaidMinor: 100 }).values).toEqual({ ...always, saved: '0,01 тг', earned: '1', spent: '1', paidWithPoints: '1,00 тг' });
  });

  test('of a sale without an account no points earned, though somebody may claim them', () => {
    const { accountId: _nobody, ...anonymous } = plain;
    const result = { ...plain.result, pointsEarned: 9, accruals: [{ promotionId: 'p', points: 9, availableOn: '2026-12-06', expiresOn: '2027-12-06' }] };
    expect(texts(saleSlip(exampleBundle(), units, { ...anonymous, result }, {}))).toEqual({ values: always, lists: {} });
    expect(texts(saleSlip(exampleBundle(), units, { ...anonymous, result }, { returnCode: 'R1', claim: { code: 'C1', points: 9, until: '2026-12-01' } })).values)
      .toEqual({ ...always, returnCode: 'R1', claimCode: 'C1', claimPoints: '9', claimUntil: '01.12.2026' });
  });

  test('who bought', () => {
    expect(told({ customer: { state: customerWith(), identifiedBy: 'scan', cursor: 1, through: 0 } }).values).toEqual({ ...always, card: '*0017', tier: 'Базовый' });
  });

  test('the store and the external programme by their names, where they have one', () => {
    const externalProgrammes: Bundle['externalProgrammes'] = [{ id: 'air', name: { ru: 'Мили' }, customerPromotions: 'keep' }, { id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'keep' }];
    expect(told({ storeId: 'north' }, { external: 'bank' }, { externalProgrammes }).values).toEqual({ ...always, store: 'Север', external: 'Банк' });
    expect(told({ storeId: 'closed' }, {}, { externalProgrammes, slips: { applicationUrl: 'https://example.kz' } }).values).toEqual({ ...withoutStore(always), applicationUrl: 'https://example.kz' });
  });

  test('points that come later, and points that are lost, by day: not those that are there at once, and none of zero', () => {
    const accruals = [
      { promotionId: 'a', points: 5, availableOn: '2026-11-22' }, { promotionId: 'b', points: 1, availableOn: '2026-11-23' }, { promotionId: 'c', points: 0, availableOn: '2026-11-30', expiresOn: '2026-12-30' },
      { promotionId: 'd', points: 1 }, { promotionId: 'e', points: 4, expiresOn: '2027-01-01' },
    ];
    expect(told({}, { accruals }).lists).toEqual({ earnedPending: ['1 23.11.2026'], earnedUntil: ['4 01.01.2027'] });
  });

  test('messages for the slip only, gifts, and coupons by the names of their kinds', () => {
    const coupons: Bundle['coupons'] = [{ id: 'one', name: { ru: 'Один' }, codes: ['1'] }, { id: 'two', name: { ru: 'Два' }, codes: ['2'] }];
    const issued = (couponId: string) => ({ promotionId: 'c', couponId, count: 2, validFrom: '2026-11-23', validTo: '2026-12-23' });
    expect(told({}, {
      messages: [{ promotionId: 'm', to: 'slip', text: { ru: 'Спасибо' } }, { promotionId: 'n', to: 'cashier', text: { ru: 'Пакет' } }],
      gifts: [{ promotionId: 'g', name: { ru: 'Кружка' }, skus: ['mug'], units: 1 }],
      couponsIssued: [issued('two'), issued('gone')],
    }, { coupons }).lists).toEqual({ messages: ['Спасибо'], gifts: ['Кружка 1'], coupons: ['Два 2 23.11.2026 23.12.2026', 'gone 2 23.11.2026 23.12.2026'] });
  });
});

describe('what a slip says of a return', () => {
  const always = { programme: 'Пример', store: 'Центр', date: '22.11.2026', time: '12:00', receipt: '2', refund: '5,00 тг' };
  const told = (result: Partial<ReturnCommitted['result']>) => texts(returnSlip(exampleBundle(), units, {
    programmeId: 'example', returnId: 'return-1', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', receipt: { number: '2' }, time: timeAt(), effects: [],
    result: { saleId: 'sale-1', lines: [], refundMinor: 500, pointsGivenBack: 0, pointsTakenBack: 0, ...result },
  })).values;

  test('nothing about points that did not move, and what is one is not nothing', () => {
    expect(told({})).toEqual(always);
    expect(told({ pointsShortfall: 0 })).toEqual(always);
    expect(told({ pointsGivenBack: 1, pointsTakenBack: 1, pointsShortfall: 1 })).toEqual({ ...always, givenBack: '1', takenBack: '1', shortfall: '1' });
  });

  const blind = (changes: Partial<BlindReturnCommitted>) => texts(blindReturnSlip(exampleBundle(), units, {
    programmeId: 'example', returnId: 'return-1', storeId: 'centre', tillId: 'till-1', receipt: { number: '2' }, time: timeAt(), effects: [], reason: 'Чек утерян', bundle: { serial: 7, hash: 'ab'.repeat(32) },
    lines: [], refundMinor: 500, pointsDue: 0, pointsTakenBack: 0, ...changes,
  })).values;

  test('without a receipt: why; whose, where somebody is known; and what points could not be taken back', () => {
    expect(blind({})).toEqual({ ...always, reason: 'Чек утерян' });
    expect(blind({ pointsDue: 1, pointsTakenBack: 1 })).toEqual({ ...always, reason: 'Чек утерян', takenBack: '1' });
    expect(blind({ pointsDue: 1, customer: customerWith() })).toEqual({ ...always, reason: 'Чек утерян', shortfall: '1', card: '*0017', tier: 'Базовый' });
  });
});

function withoutStore({ store: _store, ...values }: Record<string, string>): Record<string, string> {
  return values;
}
