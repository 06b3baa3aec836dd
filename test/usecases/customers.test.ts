import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adjustPoints } from '../../agent/usecases/adjust-points.ts';
import { chooseFavourite } from '../../agent/usecases/choose-favourite.ts';
import { checkCode, requestCode } from '../../agent/usecases/confirm-code.ts';
import { accountNow } from '../../agent/usecases/customer-state.ts';
import { findCustomers } from '../../agent/usecases/find-by-phone.ts';
import { identify } from '../../agent/usecases/identify.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { accountOf, cardNumber, openTestTill, testPhoneHash, twoMilks, type TestTill } from './kit/test-till.ts';

const number = '+77011234567';
const phone = { hash: testPhoneHash(number), verified: true as const };
const category = 'food';
let test: TestTill;
let offered: string;

beforeEach(() => {
  test = openTestTill({
    phoneConfirmation: { when: 'deferred', codeDigits: 4, validMinutes: 10 },
    adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }, { id: 'mistake', name: { ru: 'Ошибка' }, maxPoints: 50 }], maxPointsPerOperation: 500, maxPointsPerManagerAndDay: 800 },
  });
  offered = test.compiled?.bundle.categories[0]?.id ?? category;
  if (test.compiled !== undefined) test.compiled = { ...test.compiled, bundle: { ...test.compiled.bundle, favourite: { categories: [offered], days: 30, perMonth: 1, atExpiry: 'drop' } } };
  test.snapshot([{ ...accountOf(1), givenName: 'Анна', phone }, accountOf(2), { ...accountOf(3), phone }]);
});
afterEach(() => test.close());

describe('a customer who is known by a telephone', () => {
  it.each(['8 701 123 45 67', '+7 (701) 123-45-67', '7011234567'])('is found offline by %s, with all others who have it', async (typed) => {
    const found = await findCustomers(test.till, typed);
    expect(found).toMatchObject({ ok: true, phone: number, isAnsweredByCentre: false, customers: [{ accountId: 'account-1', givenName: 'Анна', isVerified: true, isHere: true, cardEndings: [cardNumber(1).slice(-4)] }, { accountId: 'account-3' }] });
  });

  it('is shared with another one, so that a sale names the one who was chosen', () => {
    expect(identify(test.till, { code: '87011234567', identifiedBy: 'phone' })).toMatchObject({ identified: { ok: false, reason: 'phone-shared' } });
    expect(identify(test.till, { code: 'account:account-1', identifiedBy: 'phone' })).toMatchObject({ identified: { ok: true, found: { state: { accountId: 'account-1' } } } });
    expect(identify(test.till, { code: 'account:account-1' })).toMatchObject({ identified: { ok: false } });
    expect(identify(test.till, { code: '87019999999', identifiedBy: 'phone' })).toMatchObject({ identified: { ok: false, reason: 'phone-unknown' } });
  });

  it('also is one of those whom only the centre knows', async () => {
    test.directory = { ...test.directory, findByPhone: async () => await Promise.resolve([{ accountId: 'account-9', cardEndings: ['0001'], isVerified: false }]) };
    const till = { ...test.till, directory: test.directory };
    expect(await findCustomers(till, number)).toMatchObject({ isAnsweredByCentre: true, customers: [{ accountId: 'account-1' }, { accountId: 'account-3' }, { accountId: 'account-9', isHere: false }] });
  });

  it('spends only after a code was given back, and neither the number nor the name is journalled', async () => {
    const till = { ...test.till, directory: { ...test.directory, checkCode: async () => await Promise.resolve({ outcome: 'confirmed' as const }) } };
    const customer = { code: 'account:account-1', identifiedBy: 'phone' as const };
    const before = priceSale(till, { saleId: 'sale-1', baseRevision: 0, lines: [...twoMilks], customer });
    if (!before.ok) throw new Error(before.detail);
    expect(before.sale.priced.redeemable).toMatchObject({ maxPoints: 0, limitedBy: 'identification' });
    expect(await checkCode(till, { accountId: 'account-1', verificationId: 'v-1', code: '1234' })).toMatchObject({ ok: true, provenUntilMs: test.nowMs + 900_000 });
    const after = priceSale(till, { saleId: 'sale-1', baseRevision: 1, lines: [...twoMilks], customer });
    if (!after.ok) throw new Error(after.detail);
    expect(after.sale.customer).toMatchObject({ identifiedBy: 'phone', proof: { by: 'code', verificationId: 'v-1' } });
    expect(after.sale.priced.redeemable.limitedBy).not.toBe('identification');
  });

  it('gets no code while the centre is out of reach', async () => {
    expect(await requestCode(test.till, { accountId: 'account-1' })).toMatchObject({ ok: false, code: 'centre-unreachable' });
    expect(await requestCode(test.till, { accountId: 'account-1', phone: '12' })).toMatchObject({ ok: false, code: 'phone-malformed' });
  });
});

describe('a favourite category', () => {
  it('counts at once at this till, and is chosen once a month', () => {
    expect(chooseFavourite(test.till, { accountId: 'account-2', categoryId: offered, by: { userId: 'cashier-1' } })).toMatchObject({ ok: true, from: '2026-11-22', until: '2026-12-21' });
    expect(accountNow(test.till, 'account-2')?.account).toMatchObject({ favourite: { categoryId: offered, until: '2026-12-21' }, favouriteChoices: { month: '2026-11', times: 1 } });
    expect(chooseFavourite(test.till, { accountId: 'account-2', categoryId: offered })).toMatchObject({ ok: false, code: 'favourite-chosen-already' });
    expect(test.written()).toMatchObject([{ kind: 'favourite-chosen', payload: { by: { userId: 'cashier-1' } } }]);
  });

  it.each([['no-such', 'account-2', 'favourite-not-offered'], ['', 'account-77', 'customer-unknown']])('is refused: %s %s', (categoryId, accountId, code) => {
    expect(chooseFavourite(test.till, { accountId, categoryId: categoryId === '' ? offered : categoryId })).toMatchObject({ ok: false, code });
    expect(test.written()).toEqual([]);
  });
});

describe('points by hand', () => {
  const by = { userId: 'manager-1' };

  it('are given and taken within the limits of the operation and of the day of one manager', () => {
    const before = accountNow(test.till, 'account-2')?.account.availablePoints ?? 0;
    expect(adjustPoints(test.till, { accountId: 'account-2', points: 500, reason: 'complaint', note: 'чек 7', by })).toMatchObject({ ok: true, availablePoints: before + 500 });
    expect(accountNow(test.till, 'account-2')?.account.availablePoints).toBe(before + 500);
    expect(adjustPoints(test.till, { accountId: 'account-1', points: 301, reason: 'complaint', by })).toMatchObject({ ok: false, code: 'adjustment-over-limit', facts: { leftTodayPoints: 300 } });
    expect(adjustPoints(test.till, { accountId: 'account-2', points: -50, reason: 'mistake', by })).toMatchObject({ ok: true, availablePoints: before + 450 });
    expect(adjustPoints(test.till, { accountId: 'account-1', points: 301, reason: 'complaint', by: { userId: 'cashier-1', approval: { overrideId: 'o-1', userId: 'manager-2' } } })).toMatchObject({ ok: true });
    expect(test.written().flatMap((body) => ('effects' in body.payload ? [body.payload.effects] : []))).toContainEqual([{ bucket: 'available', points: -50 }, { bucket: 'adjusted', points: 50 }]);
  });

  it.each<[number, string, string]>([[501, 'complaint', 'adjustment-over-limit'], [51, 'mistake', 'adjustment-over-limit'], [10, 'because', 'adjustment-reason-unknown'], [-500, 'complaint', 'adjustment-below-zero']])('%d for "%s" are refused: %s', (points, reason, code) => {
    test.snapshot([{ ...accountOf(2), availablePoints: 100 }]);
    expect(adjustPoints(test.till, { accountId: 'account-2', points, reason, by })).toMatchObject({ ok: false, code });
    expect(test.written()).toEqual([]);
  });
});
