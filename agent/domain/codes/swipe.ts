import { gs } from '../gs1/element-string.ts';
import { longestFront, readAimPrefix, readPlainAim } from './aim.ts';
import { numberOnTrack, readTracks } from './magnetic-tracks.ts';
import { hasPaymentPrefix, isPaymentCardNumber } from './payment-card.ts';
import { isGs1Symbology } from './symbology.ts';

/** What a text from a card reader is. `none`: no swipe. A bank card leaves nothing behind, not even its number's end. */
export type Swipe = { kind: 'none' } | { kind: 'number'; number: string } | { kind: 'bank-card' } | { kind: 'misread' };

/**
 * @param isLoyaltyNumber says that the number is a loyalty card's, which may lie in a range of a payment scheme
 */
export function readSwipe(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const aim = readAimPrefix(text);
  if (aim?.symbology !== undefined && isGs1Symbology(aim.symbology)) return { kind: 'none' };
  const read = readPlain(text.slice(aim?.flag.length ?? 0), isLoyaltyNumber);
  return aim === undefined && read.kind === 'none' ? readBehindFront(text, isLoyaltyNumber) : read;
}

/** Is the text what a bank card's stripe says, and more than digits, which may be the number of anything? The look at signs and digits spares most texts the rest. */
export function isBankTrack(text: string, isLoyaltyNumber: (number: string) => boolean): boolean {
  return /[^0-9\s]/.test(text) && /[0-9 ]{13}/.test(text) && readSwipe(text, isLoyaltyNumber).kind === 'bank-card';
}

/** What stands before an AIM identifier and is no prefix, as the length of something else, hides no bank card. */
function readBehindFront(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const at = text.indexOf(']');
  const aim = at > 0 && at <= longestFront ? readPlainAim(text.slice(at)) : undefined;
  const read = aim === undefined || (aim.symbology !== undefined && isGs1Symbology(aim.symbology)) ? undefined : readPlain(text.slice(at + aim.flag.length), isLoyaltyNumber);
  return read?.kind === 'bank-card' ? read : { kind: 'none' };
}

function readPlain(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const read = readTracks(text);
  if (!read.ok && read.fault === 'no-tracks') return readPiece(text.trim(), isLoyaltyNumber);
  if (!read.ok) return hasPaymentDigits(text) ? { kind: 'bank-card' } : { kind: 'misread' };
  const numbers = read.tracks.flatMap((track) => numberOnTrack(track) ?? []);
  const loyalty = numbers.find(isLoyaltyNumber);
  if (loyalty !== undefined && !numbers.some((number) => isPaymentCardNumber(number) && !isLoyaltyNumber(number))) return { kind: 'number', number: loyalty };
  // A track with a payment prefix counts even where its check digit does not: it was misread, and is a card all the same.
  if (numbers.some((number) => hasPaymentPrefix(number) || isPaymentCardNumber(behindFormat(number)))) return { kind: 'bank-card' };
  // Track 2 is made for numbers.
  const onDigits = read.tracks.find((track) => track.kind === 'digits' && numberOnTrack(track) !== undefined);
  const number = (onDigits === undefined ? undefined : numberOnTrack(onDigits)) ?? numbers[0];
  return number === undefined ? { kind: 'misread' } : { kind: 'number', number };
}

/** Track 3 begins with two digits that name its format (ISO 4909). */
function behindFormat(number: string): string {
  return number.slice(2);
}

/**
 * What has no whole track: a number that a reader sends alone, track 2 without sentinels, a track that another layout of the keyboard or an unknown sentinel garbled, or what was left of
 * one that broke off.
 */
function readPiece(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  if (hasTrackInside(text, isLoyaltyNumber)) return { kind: 'bank-card' };
  const bare = barePaymentCard(text, isLoyaltyNumber);
  if (bare.kind !== 'none') return bare;
  if (isGarbledTrack(text, isLoyaltyNumber)) return { kind: 'bank-card' };
  return isRestOfTrack(text) ? { kind: 'misread' } : { kind: 'none' };
}

/** A reader may be set to send the number alone, perhaps in groups, or track 2 without sentinels. Thirteen and fourteen digits are those of goods too. */
function barePaymentCard(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const [, number, behind] = /^(?:B)?([0-9]{13,19})((?:[=^D].{0,120})?)$/s.exec(ungrouped(text)) ?? [];
  if (number === undefined || isLoyaltyNumber(number)) return { kind: 'none' };
  const isAlone = behind === '';
  if (isAlone && ![15, 16, 19].includes(number.length)) return { kind: 'none' };
  return (isAlone ? isPaymentCardNumber(number) : hasPaymentPrefix(number)) ? { kind: 'bank-card' } : { kind: 'none' };
}

function ungrouped(text: string): string {
  return /^[0-9]{4}([ -])[0-9]{4,6}\1[0-9 -]{4,14}$/.test(text) ? text.replaceAll(/[ -]/g, '') : text;
}

/** A number behind at most three signs, with what separates it on tracks 1 and 2 as a US and as a Russian layout write it. An FNC1 in front begins GS1 data, which has long numbers of its own. */
const garbledTrack = /^([^0-9]{0,3})([0-9][0-9 ]{11,27}[0-9])[=^+:&][^=^+:&]{0,30}[0-9/]/;

function isGarbledTrack(text: string, isLoyaltyNumber: (number: string) => boolean): boolean {
  if (text.startsWith(gs)) return false;
  const [, sign = '', run = ''] = garbledTrack.exec(text) ?? [];
  const digits = run.replaceAll(' ', '');
  return !isLoyaltyNumber(digits) && (isPaymentCardNumber(digits) || (sign !== '' && isPaymentCardNumber(behindFormat(digits))));
}

/** The begin of a track and its number behind anything: the rest of track 1 that broke off, or of another card, and then a whole one. */
const trackInside = /(?:[;?%]B?|\+[0-9]{2})([0-9 ]{13,23})(?:=[0-9]{4}|\^)/g;

function hasTrackInside(text: string, isLoyaltyNumber: (number: string) => boolean): boolean {
  if (text.startsWith(gs)) return false;
  return text.matchAll(trackInside).some(([, run = '']) => {
    const number = run.replaceAll(' ', '');
    return hasPaymentPrefix(number) && !isLoyaltyNumber(number);
  });
}

const maxSwipeLength = 400;
/** The end of track 2 behind its separator, of track 1 behind the name, of any track, and what readers send for a track that they could not read. No code of goods or cards looks so. */
const restsOfTracks = [/^[0-9]{0,18}=[0-9]{7,}[0-9=]*\??.?$/, /\^[0-9]{7,}[0-9A-Z ]*\?.?$/, /^[0-9=]{2,20}\?.?$/, /^(?:[%;+]E\?\s*)+$/];

function isRestOfTrack(text: string): boolean {
  return text.length <= maxSwipeLength && restsOfTracks.some((rest) => rest.test(text));
}

function hasPaymentDigits(text: string): boolean {
  return (text.match(/[0-9]{13,19}/g) ?? []).some(hasPaymentPrefix);
}
