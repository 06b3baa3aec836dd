import Type from 'typebox';
import { Sha256, Strict } from '../scalars.ts';

/**
 * What a payload holds in place of a person's fields (a questionnaire taken offline): the digest of a blob that only the centre can open. The chain covers the
 * digest, so it stays whole when the blob is deleted. It is the digest of what is sealed, not of the fields: those could be guessed from theirs.
 */
export const SealedMark = Strict({ sealedSha256: Sha256 });
export type SealedMark = Type.Static<typeof SealedMark>;

/** Sealed fields on their way: next to the operation, never in its payload. */
export const SealedBlob = Strict({
  /** SHA-256 of `sealed`, as the operation's payload names it */
  sha256: Sha256,
  /** `v1.<ephemeral public key>.<nonce>.<ciphertext and tag>`, each in base64url (ADR 0025) */
  sealed: Type.String({ minLength: 80, maxLength: 100_000, pattern: '^v1(\\.[A-Za-z0-9_-]+){3}$', description: 'a sealed text of version 1' }),
});
export type SealedBlob = Type.Static<typeof SealedBlob>;
