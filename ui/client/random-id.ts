/** A random identifier of 128 bits in hexadecimal: for a new sale, or an Idempotency-Key. `randomUUID` is missing on a page that came over plain http from another host. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
