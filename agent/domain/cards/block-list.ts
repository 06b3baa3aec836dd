import Type from 'typebox';
import { Id, Strict } from '../scalars.ts';

/**
 * The cards that the centre has blocked, for tills that never heard of them (ADR 0015). Signed as the text that it travels as.
 * A card is named by the first eight bytes of SHA-256 over `blockedCardText`.
 */
export const BlockList = Strict({
  /** Tells it from a programme bundle, which the same key signs */
  kind: Type.Literal('block-list'),
  /** Only rises, whenever a card was blocked or unblocked */
  serial: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** The view of the centre that it was read in; a cached account of the same epoch and a later cursor knows more */
  epoch: Id,
  cursor: Type.Integer({ minimum: 0 }),
  /** Another one for each serial, so that two cards that share a digest share it in one list only */
  salt: Type.String({ minLength: 1, maxLength: 200 }),
  /** Eight bytes each, big-endian, ascending, in base64 */
  digests: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'base64' }),
});
export type BlockList = Type.Static<typeof BlockList>;

export const blockedDigestBytes = 8;

/** What the digest of a card is taken over. */
export function blockedCardText(salt: string, cardNumber: string): string {
  return `${salt}:${cardNumber}`;
}

/** @param digests ascending */
export function hasDigest(digests: BigUint64Array, digest: bigint): boolean {
  let low = 0;
  let high = digests.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = digests[middle] ?? 0n;
    if (here === digest) return true;
    if (here < digest) low = middle + 1;
    else high = middle;
  }
  return false;
}
