import { dayAfter } from '../../ui/format/typed-day.ts';
import { describe, expect, it } from 'vitest';
import { ageOf } from '../../ui/format/age.ts';
import { cardTail } from '../../ui/format/card-tail.ts';
import { parseDecimal } from '../../agent/contract/words/decimal.ts';
import { createFormats, unknownUnits } from '../../agent/contract/words/formats.ts';
import { receiptNumber } from '../../ui/format/receipt-number.ts';
import { shortCode } from '../../ui/format/short-code.ts';
import { storeTime } from '../../ui/format/store-time.ts';
import { localize } from '../../agent/contract/words/localized.ts';

const tenge = { currency: { code: 'KZT', exponent: 2 }, pointsScale: 0 };
/** Intl separates with several kinds of space; the eye sees one. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('formats', () => {
  it.each([
    ['ru', '4 726,00 ₸', '4 726,00', '1 240', '0,354'],
    ['kk', '4 726,00 ₸', '4 726,00', '1 240', '0,354'],
    ['en', '₸4,726.00', '4,726.00', '1,240', '0.354'],
  ] as const)('write money, amounts, points and quantities in %s', (language, money, amount, points, quantity) => {
    const formats = createFormats(language, tenge);
    expect([formats.money(472_600), formats.amount(472_600), formats.points(1240), formats.quantity(354)].map(plain)).toEqual([money, amount, points, quantity]);
  });

  it('write the largest amount without losing a tiyn', () => {
    expect(plain(createFormats('ru', tenge).amount(2 ** 51 - 1))).toBe('22 517 998 136 852,47');
  });

  it('know currencies without minor units and points with a fraction', () => {
    const formats = createFormats('ru', { currency: { code: 'JPY', exponent: 0 }, pointsScale: 2 });
    expect(plain(formats.amount(1500))).toBe('1 500');
    expect(formats.points(1250)).toBe('12,5');
    expect(formats.points(1200)).toBe('12');
  });

  it('write a sum without any currency until the till has named one', () => {
    expect(plain(createFormats('ru', unknownUnits).money(19_000))).toBe('190,00');
  });

  it('write a date as people say it', () => {
    expect(createFormats('kk', tenge).day('2026-12-31')).toBe('31.12.2026');
  });
});

describe('decimal text', () => {
  it.each([['12', 0, 12], ['0,5', 3, 500], ['1.234', 3, 1234], [' 7 ', 0, 7], ['12,', 2, 1200], ['', 0, undefined], ['1,2345', 3, undefined], ['-5', 0, undefined], ['1 000', 0, undefined], ['1e3', 0, undefined], ['0,5', 0, undefined]] as const)(
    'reads %j with %i digits as %s', (text, digits, expected) => {
      expect(parseDecimal(text, digits)).toBe(expected);
    });
});

describe('the age of data', () => {
  const nowMs = 1_800_000_000_000;
  it.each([[30, { unit: 'now' }], [125, { unit: 'minutes', count: 2 }], [3 * 3600, { unit: 'hours', count: 3 }], [47 * 3600, { unit: 'hours', count: 47 }], [50 * 3600, { unit: 'days', count: 2 }], [-100, { unit: 'now' }]])('of %i seconds', (seconds, expected) => {
    expect(ageOf(nowMs - seconds * 1000, nowMs)).toEqual(expected);
  });
});

describe('the receipt number', () => {
  const atMs = Date.UTC(2026, 10, 22, 9, 52, 7);
  it('names store, till and second in the time of the store', () => {
    expect(receiptNumber({ storeId: 'almaty-1', tillId: 'till-3' }, atMs, 'Asia/Almaty')).toBe('almaty-1-till-3-20261122-145207');
  });
  it('does not say the store twice', () => {
    expect(receiptNumber({ storeId: 'almaty-1', tillId: 'almaty-1-3' }, atMs, 'Asia/Almaty')).toBe('almaty-1-3-20261122-145207');
  });
  it('stays within what the contract takes, and keeps the time', () => {
    const number = receiptNumber({ storeId: 's'.repeat(80), tillId: 't'.repeat(80) }, atMs, 'Asia/Almaty');
    expect(number).toHaveLength(64);
    expect(number).toMatch(/-20261122-145207$/);
  });
  it('shows midnight as 00', () => {
    expect(storeTime(Date.UTC(2026, 0, 1, 19, 0, 0), 'Asia/Almaty').clock).toBe('00:00');
  });
});

describe('small things', () => {
  it('show four digits of a card', () => expect(cardTail('2900770100017')).toBe('0017'));
  it('show a code whole, and of a very long one its beginning', () => {
    expect(shortCode('4870000000012')).toBe('4870000000012');
    expect(shortCode('9'.repeat(300))).toBe(`${'9'.repeat(24)}…`);
  });
  it.each([
    ['Молоко 2,5 % 930 мл', 'Молоко 2,5\u00a0% 930\u00a0мл'],
    ['Сок 100 % яблочный', 'Сок 100\u00a0% яблочный'],
    ['Лампа 9 ватт', 'Лампа 9 ватт'],
  ])('keep a number with its unit in %j', (text, expected) => {
    expect(localize({ ru: text }, 'kk')).toBe(expected);
  });
});

describe('the day after', () => {
  it.each([['2026-11-30', 1, '2026-12-01'], ['2026-01-01', -1, '2025-12-31'], ['2028-02-28', 1, '2028-02-29'], ['2026-03-01', -1, '2026-02-28']])('%s, %i days on, is %s', (day, days, expected) => {
    expect(dayAfter(day, days)).toBe(expected);
  });
});
