import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isRevocationOf } from '../../sync/engine/check-revocation.ts';
import { revocationSigningText } from '../../sync/protocol/revocation.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const token = 'a-token-of-this-enrolment';
const enrolment = { tillId: 'till-1', token, rootPublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };
const content = { tillId: 'till-1', tokenSha256: createHash('sha256').update(token).digest('hex'), revokedAtMs: 5 };
const signedBy = (key: typeof privateKey, what = content) => ({ ...what, signature: sign(null, Buffer.from(revocationSigningText(what)), key).toString('base64') });

describe('a revocation', () => {
  it('of this enrolment by the root key is believed', () => {
    expect(isRevocationOf(enrolment, signedBy(privateKey))).toBe(true);
  });

  it.each([
    { title: 'signed by another key', revocation: signedBy(other.privateKey) },
    { title: 'of another till', revocation: signedBy(privateKey, { ...content, tillId: 'till-2' }) },
    { title: 'of an earlier enrolment of this till', revocation: signedBy(privateKey, { ...content, tokenSha256: '0'.repeat(64) }) },
    { title: 'changed after it was signed', revocation: { ...signedBy(privateKey), revokedAtMs: 6 } },
    { title: 'without a readable signature', revocation: { ...content, signature: '?' } },
  ])('$title is not', ({ revocation }) => {
    expect(isRevocationOf(enrolment, revocation)).toBe(false);
  });
});
