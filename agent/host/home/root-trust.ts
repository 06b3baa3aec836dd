import { rootKeyId } from '../../../sync/engine/follow-rotations.ts';
import { writeIdentity, type TillIdentity } from './identity.ts';

/** The root key that this till trusts: that of its enrolment, or the last to which it handed over. */
export interface RootTrust {
  /** SPKI DER in base64 */
  publicKey(): string;
  /** Trusts this one from now on, also after a crash. Throws where the disk takes nothing: then the old one stays trusted */
  adopt(publicKey: string): void;
}

export function createRootTrust(identityFile: string, identity: TillIdentity): RootTrust {
  let trusted = identity.rootPublicKey;
  return {
    publicKey: () => trusted,
    adopt: (publicKey) => {
      writeIdentity(identityFile, { ...identity, rootPublicKey: publicKey, keyId: rootKeyId(publicKey) });
      trusted = publicKey;
    },
  };
}
