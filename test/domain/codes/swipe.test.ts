import { describe, expect, it } from 'vitest';
import { readTracks } from '../../../agent/domain/codes/magnetic-tracks.ts';
import { isPaymentCardNumber } from '../../../agent/domain/codes/payment-card.ts';
import { readSwipe } from '../../../agent/domain/codes/swipe.ts';

const isLoyalty = (number: string) => number.startsWith('29') || number.startsWith('41111');
const noLoyalty = (number: string) => number.startsWith('29');

/** The check character as a card carries it. */
function lrc(track: string): string {
  const base = track.startsWith('%') ? 32 : 48;
  const sum = Array.from(track).reduce((bits, character) => bits ^ (character.charCodeAt(0) - base), 0);
  return String.fromCharCode((sum & (base === 32 ? 63 : 15)) + base);
}

describe('a swiped card', () => {
  it.each([
    ['track 2 of a loyalty card', ';2900770100017?', '2900770100017'],
    ['track 2 with more behind the number', ';2900770100017=4912?', '2900770100017'],
    ['all tracks, each with its line', '%2900770100017^IVANOV/I?\r\n;2900770100017=49?\r\n+012900770100017==1?', '2900770100017'],
    ['track 1 alone', '%B2900770100017^NAME^49?', '2900770100017'],
    ['track 2 with its check character', `;2900770100017?${lrc(';2900770100017?')}`, '2900770100017'],
    ['two tracks with their check characters', `%B2900770100017^N?${lrc('%B2900770100017^N?')};2900770100017?${lrc(';2900770100017?')}`, '2900770100017'],
    ['a number that no scheme and nobody knows', ';123456789?', '123456789'],
  ])('gives its number: %s', (_, text, number) => {
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'number', number });
  });

  it.each([
    ['Visa', ';4111111111111111=25121010000012300000?'],
    ['Mastercard', '%B5555555555554444^IVANOV/I^25121010000000000?;5555555555554444=25121010000000000?'],
    ['Mastercard of the second range', ';2223003122003222=2512101?'],
    ['Mir', ';2200000000000004=2512101?'],
    ['American Express', '%B378282246310005^A^2512101?'],
    ['Maestro', ';6759649826438453=2512101?'],
    ['UnionPay', ';6212345678901232=2512101?'],
    ['a card whose check digit was misread', ';4111111111111112=25121010000012300000?'],
    ['a track that broke off', ';4111111111111111=25121'],
    ['a track with a wrong check character', ';4111111111111111=2512?0'],
    ['track 2 without sentinels', '4111111111111111=25121010000012300000'],
    ['the number alone', '4111111111111111'],
    ['track 3, whose number stands behind two digits of its format', '+014111111111111111=724724100000000000030300000004040009901=1=0?'],
    ['track 3 with the sentinel of track 2', ';015555555555554444=724724100000000000030300?'],
    ['track 3 with a sentinel that nobody knows', '_014111111111111111=724724?'],
    ['a track behind an AIM identifier', ']E0;4111111111111111=2512101?'],
    ['the number alone behind an AIM identifier', ']C04111111111111111'],
    ['the number in groups', '4111 1111 1111 1111'],
    ['the number in groups of a card of fifteen', '3782-822463-10005'],
    ['track 2 as a Russian layout types it', 'ж4111111111111111=2512101,'],
    ['track 1 as a Russian layout types it', '%И4111111111111111:ИВАНОВ.ИВАН:2512101000,'],
    ['track 2 with Shift held down', ':4111111111111111+2512101/'],
    ['a bank card beside a loyalty number', '%B4111111111111111^A^2512?;2900770100017?'],
  ])('of a bank leaves nothing: %s', (_, text) => {
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'bank-card' });
  });

  it('is a loyalty card where the programme says so, though a payment scheme has the range', () => {
    expect(readSwipe(';4111111111111111=2512?', isLoyalty)).toEqual({ kind: 'number', number: '4111111111111111' });
    expect(readSwipe('4111111111111111', isLoyalty)).toEqual({ kind: 'none' });
  });

  it.each(['4006381333931', '4870000000012', 'HELLO', '(01)04870000000012', '%', ';;;', 'B', '14870000000019', ''])('is none in %j', (text) => {
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'none' });
  });

  it.each([
    ['the end of track 2', '11111111=25121010000012300000?'], ['what is behind the separator', '=25121010000012300000?'], ['the last digits of a track', '000012300000?'],
    ['the end of track 1', '^IVANOV/IVAN^25121010000012300000?'], ['the end of a name', 'NOV/IVAN^25121010000012300000?'], ['tracks that the reader could not read', '%E?;E?+E?'],
  ])('that broke off leaves nothing either: %s', (_, text) => {
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'misread' });
  });

  it.each(['010460608403101421215034=+/', '\u001d0104606084031014215aB=1D\u001d93abcd', ']d2010460608403101421!"%&=^+:12\u001d93dGVz', '04606203085071abc=12:AAAAZZZZ', 'https://id.gs1.org/01/04606084031014/21/ab?17=251231&3103=000195', 't=20251122T1200&s=450.00&fn=9282440300669857&i=1&n=1'])('is none in data that has as many digits: %j', (text) => {
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'none' });
  });

  it.each([[';29007701x0017?', 'bad-character'], [';2900770100017', 'no-end'], [';2900770100017?0', 'wrong-lrc'], ['%b2900770100017?', 'bad-character']])('is misread in %j: %s', (text, fault) => {
    expect(readTracks(text)).toEqual({ ok: false, fault });
    expect(readSwipe(text, noLoyalty)).toEqual({ kind: 'misread' });
  });
});

describe('a number of a payment scheme', () => {
  it.each(['4111111111111111', '2200000000000004', '6011111111111117', '3530111333300000', '30569309025904', '5105105105105100', '5019717010103742'])('is told from others: %s', (number) => {
    expect(isPaymentCardNumber(number)).toBe(true);
  });
  it.each(['2900770100017', '2205000000000009', '4111111111111112', '1111111111111117', ''])('is none: %s', (number) => {
    expect(isPaymentCardNumber(number)).toBe(false);
  });
});

describe('a swipe that broke in two', () => {
  const number = '4539578763621486';
  const stripe = `%B${number}^PUPKIN/VASILIY^25121015739284610000000?;${number}=25121015739284610000?`;
  const parts = [number.slice(0, 8), number.slice(4, 12), number.slice(8), '573928461'];
  it.each([stripe, `${stripe}+01${number}=724724100573928461?`, `;${number}=25121015739284610000?`])('is no code wherever it broke: %s', (whole) => {
    const pieces = Array.from({ length: whole.length - 1 }, (_, at) => [whole.slice(0, at + 1), whole.slice(at + 1)]).flat();
    const telling = pieces.filter((piece) => parts.some((part) => piece.includes(part)));
    expect(telling.length).toBeGreaterThan(40);
    expect(telling.filter((piece) => readSwipe(piece, () => false).kind === 'none')).toEqual([]);
  });
  it('is the chain’s own card where the number is one', () => {
    expect(readSwipe(`9284610000000?;${number}=2512?`, (found) => found === number).kind).not.toBe('bank-card');
  });
  it.each(['0104600494694691215;4539578-a=12', '0104870000000012215+B4539578763621486', 'A;45395787=1', 'LR1.abc'])('is told from what is none: %s', (text) => {
    expect(readSwipe(text, () => false)).toEqual({ kind: 'none' });
  });
});
