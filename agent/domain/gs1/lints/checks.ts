import codeLists from '../../../../resources/gs1/code-lists.json' with { type: 'json' };
import { gs1CheckDigit } from '../../cards/gs1-check-digit.ts';
import { cset32, cset82, hasOnly } from '../character-sets.ts';
import { ofDigits, type Lint } from '../lint.ts';

export const csum: Lint = (value) => {
  if (value === '') return 'too-short-for-check-digit';
  return ofDigits((digits) => (gs1CheckDigit(digits.slice(0, -1)) === digits.at(-1) ? undefined : 'incorrect-check-digit'))(value);
};

/** GS1's pair of check characters: from the right, characters weigh 2, 3, 5, 7 …; the sum modulo 1021 is written with two of 32 characters. */
export const csumalpha: Lint = (value) => {
  if (value.length < 2) return 'too-short-for-check-pair';
  const model = value.slice(0, -2);
  if (model.length > primes.length) return 'too-long-for-check-pair-implementation';
  if (!hasOnly(cset82, model)) return 'invalid-cset82-character';
  let sum = 0;
  for (let place = 0; place < model.length; place += 1) sum += cset82.indexOf(model.charAt(model.length - 1 - place)) * (primes[place] ?? 0);
  sum %= 1021;
  return `${cset32.charAt(sum >> 5)}${cset32.charAt(sum & 31)}` === value.slice(-2) ? undefined : 'incorrect-check-pair';
};

const primes = firstPrimes(97);

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}

/** ISO 7064 modulo 97 over the number turned round, letters as two digits. */
export const iban: Lint = (value) => {
  if (value.length < 5) return 'iban-too-short';
  if (!/^[0-9A-Z]+$/.test(value)) return 'invalid-iban-character';
  if (!codeLists.countryLetters.includes(value.slice(0, 2))) return 'illegal-iban-country-code';
  let remainder = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const worth = Number.parseInt(character, 36);
    remainder = (remainder * (worth > 9 ? 100 : 10) + worth) % 97;
  }
  return remainder === 1 ? undefined : 'incorrect-iban-checksum';
};

/** A key of GS1 begins with the company's prefix, four digits at the least; whose it is, a till cannot look up. */
export const gcppos1: Lint = (value) => companyPrefixFault(value);
/** The same after an indicator or extension digit. */
export const gcppos2: Lint = (value) => (value.length < 2 ? 'too-short-for-gcp' : companyPrefixFault(value.slice(1)));

function companyPrefixFault(value: string): string | undefined {
  if (value.length < 2) return 'too-short-for-gcp';
  return /^[0-9]{2}/.test(value) ? undefined : 'invalid-gcp-prefix';
}
