import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { rootKeyId } from '../../../sync/engine/follow-rotations.ts';
import type { TrustAnswer } from '../../../sync/protocol/messages.ts';
import { TrustList } from '../../../sync/protocol/trust-list.ts';
import { certificateText, parseCertificate, publicKeyBytes, type SignedCertificate } from '../../domain/returns/slip/certificate.ts';
import { isSigned } from '../bundle/check-envelope.ts';
import type { Meta } from '../../ports/meta.ts';
import type { Slips } from '../../ports/slips.ts';

/** Whose slips this till believes, and by what its own are believed: as the centre said last, kept for the days without it. */
export interface TrustService extends Slips {
  /** What the centre sent. What its root key did not sign, or is older than what is kept, changes nothing. Throws only where the disk does */
  offer(answer: TrustAnswer): void;
  /** There is no certificate of the key that signs now */
  isWanting(): boolean;
}

export interface TrustServiceOptions {
  readonly meta: Meta;
  /** SPKI DER in base64, of this moment */
  readonly rootPublicKey: () => string;
  readonly tillKey: { publicKey(): string; sign(text: string): string };
  readonly onRefused: (why: string) => void;
}

const certificateKey = 'slips.certificate';
const listKey = 'slips.trust-list';
const isTrustList = Compile(TrustList);
/** What stands before the 32 bytes of an Ed25519 key in SPKI DER */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

export function createTrustService({ meta, rootPublicKey, tillKey, onRefused }: TrustServiceOptions): TrustService {
  const storedCertificate = meta.get(certificateKey);
  let certificate = storedCertificate === undefined ? undefined : parseCertificate(storedCertificate);
  // Its signature was good when it was stored.
  let list = parseList(meta.get(listKey));
  const ofThisKey = (): SignedCertificate | undefined =>
    (certificate !== undefined && derOf(certificate.publicKey).toString('base64') === tillKey.publicKey() ? certificate : undefined);
  const root = (keyId: string): string | undefined => [rootPublicKey(), ...(list?.formerRoots ?? [])].find((publicKey) => rootKeyId(publicKey) === keyId);

  return {
    certificate: ofThisKey,
    isWanting: () => ofThisKey() === undefined,
    sign: (text) => Uint8Array.from(Buffer.from(tillKey.sign(text), 'base64')),
    sha256: (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
    keys: {
      root,
      isRevoked: (publicKey) => list?.revokedKeys.includes(derOf(publicKey).toString('base64')) === true,
      isSigned: isSignedBy,
    },
    offer(answer) {
      const offered = isSigned(answer.list, rootPublicKey()) ? parseList(answer.list.text) : undefined;
      if (offered === undefined) return onRefused('the list of trusted keys is not signed by the root key that this till trusts');
      const mine = parseCertificate(answer.certificate);
      if (mine === undefined || !isSignedBy(rootPublicKey(), certificateText(mine.signed), mine.signature)) return onRefused('the certificate is not signed by the root key that this till trusts');
      if (list !== undefined && offered.issuedAtMs < list.issuedAtMs) return onRefused('the list of trusted keys is older than the one that is kept');
      meta.set(listKey, answer.list.text);
      meta.set(certificateKey, answer.certificate);
      list = offered;
      certificate = mine;
    },
  };
}

function parseList(text: string | undefined): TrustList | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isTrustList.Check(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function derOf(publicKey: Uint8Array): Buffer {
  return Buffer.concat([spkiHead, publicKey]);
}

function isSignedBy(publicKey: string | Uint8Array, text: string, signature: Uint8Array): boolean {
  const key = keyOf(typeof publicKey === 'string' ? Buffer.from(publicKey, 'base64') : derOf(publicKey.subarray(0, publicKeyBytes)));
  return key !== undefined && verify(null, Buffer.from(text, 'utf8'), key, signature);
}

function keyOf(der: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
