import { createHmac } from 'node:crypto';

/** `Account.phone.hash` of a number (E.164) under a key, as a till makes it to find the row. */
export function phoneHash(secret: Buffer, number: string): string {
  return createHmac('sha256', secret).update(number, 'utf8').digest().subarray(0, 16).toString('base64url');
}
