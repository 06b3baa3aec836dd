import { numberOnTrack, readTracks } from './magnetic-tracks.ts';
import { hasPaymentPrefix, isPaymentCardNumber } from './payment-card.ts';

/** What a text from a card reader is. `none`: no swipe. A bank card leaves nothing behind, not even its number's end. */
export type Swipe = { kind: 'none' } | { kind: 'number'; number: string } | { kind: 'bank-card' } | { kind: 'misread' };

/**
 * @param isLoyaltyNumber says that the number is a loyalty card's, which may lie in a range of a payment scheme
 */
export function readSwipe(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const read = readTracks(text);
  if (!read.ok) return read.fault === 'no-tracks' ? barePaymentCard(text.trim(), isLoyaltyNumber) : hasPaymentDigits(text) ? { kind: 'bank-card' } : { kind: 'misread' };
  const numbers = read.tracks.flatMap((track) => numberOnTrack(track) ?? []);
  const loyalty = numbers.find(isLoyaltyNumber);
  if (loyalty !== undefined && !numbers.some((number) => isPaymentCardNumber(number) && !isLoyaltyNumber(number))) return { kind: 'number', number: loyalty };
  // A track with a payment prefix counts even where its check digit does not: it was misread, and is a card all the same.
  if (numbers.some(hasPaymentPrefix)) return { kind: 'bank-card' };
  // Track 2 is made for numbers.
  const onDigits = read.tracks.find((track) => track.kind === 'digits' && numberOnTrack(track) !== undefined);
  const number = (onDigits === undefined ? undefined : numberOnTrack(onDigits)) ?? numbers[0];
  return number === undefined ? { kind: 'misread' } : { kind: 'number', number };
}

/** A reader may be set to send the number alone, or track 2 without sentinels. Thirteen and fourteen digits are those of goods too. */
function barePaymentCard(text: string, isLoyaltyNumber: (number: string) => boolean): Swipe {
  const [, number, behind] = /^(?:B)?([0-9]{13,19})((?:[=^D].{0,120})?)$/s.exec(text) ?? [];
  if (number === undefined || isLoyaltyNumber(number)) return { kind: 'none' };
  const isAlone = behind === '';
  if (isAlone && ![15, 16, 19].includes(number.length)) return { kind: 'none' };
  return (isAlone ? isPaymentCardNumber(number) : hasPaymentPrefix(number)) ? { kind: 'bank-card' } : { kind: 'none' };
}

function hasPaymentDigits(text: string): boolean {
  return (text.match(/[0-9]{13,19}/g) ?? []).some(hasPaymentPrefix);
}
