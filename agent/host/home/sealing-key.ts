import { createPublicKey, verify } from 'node:crypto';
import { compileValidator } from '../../domain/validate.ts';
import type { Meta } from '../../ports/meta.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { sealFor } from '../../storage/journal/sealed-box.ts';
import { sealingKeySigningText, SignedSealingKey } from '../../../sync/protocol/sealing-key.ts';

const metaKey = 'central.sealing-key';
const validate = compileValidator(SignedSealingKey);

export interface SealingKeyStore extends Sealer {
  /** Undefined before the first contact */
  keyId(): string | undefined;
  /** Keeps the key, where the root key signed it and it is not older than the one that is kept. @returns whether it did */
  offer(key: SignedSealingKey): boolean;
}

/** The centre's sealing key as this till was last told of it, kept in the journal's `meta`: an offline till seals too. */
export function createSealingKeyStore(meta: Meta, rootPublicKey: () => string): SealingKeyStore {
  let kept = read(meta);
  return {
    keyId: () => kept?.keyId,
    offer(key) {
      if (!isSigned(key, rootPublicKey()) || key.issuedAtMs < (kept?.issuedAtMs ?? 0)) return false;
      meta.set(metaKey, JSON.stringify(key));
      kept = key;
      return true;
    },
    seal: (text) => (kept === undefined ? undefined : { blob: sealFor(kept.publicKey, text), sealedTo: kept.keyId }),
  };
}

/** One that cannot be read is asked for again. */
function read(meta: Meta): SignedSealingKey | undefined {
  const checked = validate(parsed(meta.get(metaKey)));
  return checked.ok ? checked.value : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function isSigned({ signature, ...key }: SignedSealingKey, rootPublicKey: string): boolean {
  const root = createPublicKey({ key: Buffer.from(rootPublicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(sealingKeySigningText(key), 'utf8'), root, Buffer.from(signature, 'base64'));
}
