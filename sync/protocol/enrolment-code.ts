/**
 * The text form of a one-time enrolment code, as an administrator reads it out or pastes it:
 * a secret and the fingerprint of the centre's root key, in groups of four, such as
 * `7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6`. Case, spaces and dashes do not matter, and the letters O, I and L are read as digits in the secret.
 */

/** Crockford's base 32: no letter that looks like a digit. */
export const secretAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 16 characters of 5 bits: 80 bits, far beyond guessing over a network. */
export const secretLength = 16;
/** First hexadecimal digits of SHA-256 over the root public key's SPKI DER. */
export const fingerprintLength = 16;

const secretPattern = new RegExp(`^[${secretAlphabet}]{${secretLength}}$`);
const fingerprintPattern = new RegExp(`^[0-9a-f]{${fingerprintLength}}$`);

export interface EnrolmentCode {
  secret: string;
  /** 16 lower-case hexadecimal digits */
  fingerprint: string;
}

/** @throws RangeError for a secret or fingerprint that the text form cannot carry: a mistake of the caller. */
export function formatEnrolmentCode(secret: string, fingerprint: string): string {
  if (!secretPattern.test(secret)) throw new RangeError(`an enrolment secret has ${secretLength} characters of ${secretAlphabet}`);
  if (!fingerprintPattern.test(fingerprint)) throw new RangeError(`a fingerprint has ${fingerprintLength} lower-case hexadecimal digits`);
  return inFours(secret + fingerprint.toUpperCase());
}

/** Undefined for a text that is no enrolment code. */
export function parseEnrolmentCode(code: string): EnrolmentCode | undefined {
  const bare = code.replaceAll(/[\s-]/g, '').toUpperCase();
  if (bare.length !== secretLength + fingerprintLength) return undefined;
  const secret = bare.slice(0, secretLength).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const fingerprint = bare.slice(secretLength).toLowerCase();
  return secretPattern.test(secret) && fingerprintPattern.test(fingerprint) ? { secret, fingerprint } : undefined;
}

function inFours(text: string): string {
  return (text.match(/.{4}/g) ?? []).join('-');
}
