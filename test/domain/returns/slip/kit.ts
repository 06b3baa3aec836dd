import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { encodeCertificate, certificateText, type SignedCertificate } from '../../../../agent/domain/returns/slip/certificate.ts';
import type { CodeTools } from '../../../../agent/domain/returns/slip/signed-code.ts';
import type { TrustedKeys } from '../../../../agent/domain/returns/slip/judge-code.ts';
import type { SlipSale } from '../../../../agent/domain/returns/slip/slip-sale.ts';

/** The same key for the same letter, so that examples stay as they are written. */
export function keyOf(letter: string): KeyObject {
  const seed = createHash('sha256').update(letter).digest();
  return createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
}

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
export const spkiOf = (key: KeyObject): string => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
export const rawOf = (key: KeyObject): Uint8Array => Uint8Array.from(createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32));
export const idOf = (key: KeyObject): string => createHash('sha256').update(Buffer.from(spkiOf(key), 'base64')).digest('hex').slice(0, 16);

export const root = keyOf('root');
export const till = keyOf('till');
/** 2026-11-22 07:00 UTC */
export const soldAt = 1_795_330_800;

export function certify(changes: Partial<SignedCertificate> = {}, by: KeyObject = root): SignedCertificate {
  const certificate = { rootKeyId: idOf(by), fromSeconds: soldAt - 86_400, untilSeconds: soldAt + 86_400 * 90, publicKey: rawOf(till), tillId: 'till-1', storeId: 'centre', ...changes };
  const signed = encodeCertificate(certificate);
  return { ...certificate, signed, signature: Uint8Array.from(sign(null, Buffer.from(certificateText(signed)), by)) };
}

export function toolsOf(certificate = certify(), key: KeyObject = till): CodeTools {
  return { certificate, sha256, sign: (text) => Uint8Array.from(sign(null, Buffer.from(text), key)) };
}

export function trusting(changes: Partial<TrustedKeys> = {}): TrustedKeys {
  return {
    root: (id) => (id === idOf(root) ? spkiOf(root) : undefined),
    isRevoked: () => false,
    isSigned: (publicKey, text, signature) => verify(null, Buffer.from(text), publicKeyOf(publicKey), signature),
    ...changes,
  };
}

function publicKeyOf(key: string | Uint8Array): KeyObject {
  const der = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

export const milkAndBread: SlipSale = {
  programmeId: 'example', saleId: '0198f3a2-7c1e-7000-8000-00000000002a', atSeconds: soldAt, localDate: '2026-11-22', accountId: 'account-1',
  lines: [
    { lineId: '1', sku: '4870001000017', quantityMilli: 3_000, grossMinor: 150_000, payableMinor: 135_000, pointsSpent: 0, pointsEarned: 67 },
    { lineId: 'gift', sku: 'bread', quantityMilli: 1_000, grossMinor: 20_000, payableMinor: 20_000, pointsSpent: 0, pointsEarned: 0 },
  ],
  points: [{ points: 67, availableOn: '2026-12-06', expiresOn: '2027-12-06' }],
};

export function longSale(lines: number): SlipSale {
  return { ...milkAndBread, lines: Array.from({ length: lines }, (_, index) => ({ lineId: String(index + 1), sku: String(4_870_001_000_017 + index), quantityMilli: 1_000, grossMinor: 50_000 + index, payableMinor: 45_000, pointsSpent: 10, pointsEarned: 40 })) };
}
