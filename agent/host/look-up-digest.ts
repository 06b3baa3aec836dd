import { createHmac } from 'node:crypto';

/** A code that was looked up may be a telephone number: the journal's file has only what nobody without the till's token can make of it. */
export function lookUpDigest(token: string): (code: string) => string {
  return (code) => createHmac('sha256', token).update(`look-up ${code}`, 'utf8').digest('base64url').slice(0, 22);
}
