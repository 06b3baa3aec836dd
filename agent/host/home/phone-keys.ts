import { createHmac, createPublicKey, verify } from 'node:crypto';
import Type from 'typebox';
import { compileValidator } from '../../domain/validate.ts';
import type { PhoneHasher } from '../../ports/phone-hasher.ts';
import { phoneKeySigningText, SignedPhoneKey } from '../../../sync/protocol/phone-key.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** The latest first. The one before is kept: after a rotation rows are hashed anew one after another. */
const KeyFile = Type.Array(SignedPhoneKey, { maxItems: 2 });
const validate = compileValidator(KeyFile);

export interface PhoneKeyStore extends PhoneHasher {
  /** Undefined before the first contact */
  keyId(): string | undefined;
  /** Keeps the key, where the root key signed it and it is newer than the one that is kept. @returns whether this till has it now */
  offer(key: SignedPhoneKey): boolean;
}

/** The keys of telephone hashes in a file that its owner may only read, apart from the cache, the journal and their backups: none of them alone says whose number is whose. */
export function createPhoneKeyStore(path: string, rootPublicKey: () => string): PhoneKeyStore {
  let kept = read(path);
  let secrets = kept.map(({ secret }) => Buffer.from(secret, 'base64'));
  return {
    keyId: () => kept[0]?.keyId,
    offer(key) {
      const [latest] = kept;
      if (!isSigned(key, rootPublicKey()) || (latest !== undefined && key.issuedAtMs < latest.issuedAtMs)) return false;
      if (latest?.keyId === key.keyId) return true;
      const next = [key, ...kept].slice(0, 2);
      writePrivateFile(path, JSON.stringify(next), 0o400);
      kept = next;
      secrets = kept.map(({ secret }) => Buffer.from(secret, 'base64'));
      return true;
    },
    hashesOf: (number) => secrets.map((secret) => phoneHash(secret, number)),
  };
}

/** As the centre makes it: `Account.phone.hash`. */
function phoneHash(secret: Buffer, number: string): string {
  return createHmac('sha256', secret).update(number, 'utf8').digest().subarray(0, 16).toString('base64url');
}

/** One that cannot be read is asked for again. */
function read(path: string): SignedPhoneKey[] {
  const checked = validate(parsed(readFileIfThere(path)));
  return checked.ok ? checked.value : [];
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function isSigned({ signature, ...key }: SignedPhoneKey, rootPublicKey: string): boolean {
  const root = createPublicKey({ key: Buffer.from(rootPublicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(phoneKeySigningText(key), 'utf8'), root, Buffer.from(signature, 'base64'));
}
