import type { TrustedKeys } from '../../../agent/domain/returns/slip/judge-code.ts';
import type { Queryable } from '../database/database.ts';
import { fingerprintOf, isSignedBy, type RootKey } from '../home/root-key.ts';
import { readRotations } from '../root-rotation.ts';

/** What stands before the 32 bytes of an Ed25519 key in SPKI DER */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** Whose slips the centre believes: it knows every root key that it ever had, so a key that it does not know is nobody's. */
export async function centreKeys(tx: Queryable, rootKey: RootKey): Promise<TrustedKeys> {
  const roots = new Map([...(await readRotations(tx)).map(({ from }) => from), rootKey.publicKey].map((publicKey) => [fingerprintOf(publicKey), publicKey]));
  const revoked = new Set((await tx.query<{ public_key: string }>('SELECT public_key FROM revoked_till_key')).map(({ public_key }) => public_key));
  return {
    // held against the key in force, a signature of another one is forged
    root: (keyId) => roots.get(keyId) ?? rootKey.publicKey,
    isRevoked: (publicKey) => revoked.has(derOf(publicKey)),
    isSigned: (publicKey, text, signature) => isSignedBy(typeof publicKey === 'string' ? publicKey : derOf(publicKey), text, Buffer.from(signature).toString('base64')),
  };
}

function derOf(publicKey: Uint8Array): string {
  return Buffer.concat([spkiHead, publicKey]).toString('base64');
}
