import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSealingKeyStore } from '../../agent/host/home/sealing-key.ts';
import { sealingKeySigningText, type SignedSealingKey } from '../../sync/protocol/sealing-key.ts';

const root = generateKeyPairSync('ed25519');
const der = (key: { export(options: { type: 'spki'; format: 'der' }): Buffer }) => key.export({ type: 'spki', format: 'der' }).toString('base64');
const rootPublicKey = der(root.publicKey);

function signed(keyId: string, issuedAtMs: number, by = root.privateKey): SignedSealingKey {
  const key = { keyId, publicKey: der(generateKeyPairSync('x25519').publicKey), issuedAtMs };
  return { ...key, signature: sign(null, Buffer.from(sealingKeySigningText(key)), by).toString('base64') };
}

function metaOf(stored: Map<string, string>) {
  return { get: (key: string) => stored.get(key), set: (key: string, value: string) => void stored.set(key, value) };
}

it('the key to seal to is the newest that the root key signed, and outlives a restart', () => {
  const stored = new Map<string, string>();
  const store = createSealingKeyStore(metaOf(stored), () => rootPublicKey);
  expect([store.keyId(), store.seal('x')]).toEqual([undefined, undefined]);
  expect(store.offer(signed('forged', 9, generateKeyPairSync('ed25519').privateKey))).toBe(false);
  expect(store.offer({ ...signed('one', 5), keyId: 'renamed' })).toBe(false);
  expect(store.keyId()).toBeUndefined();
  expect(store.offer(signed('one', 5))).toBe(true);
  expect(store.offer(signed('older', 4))).toBe(false);
  expect(store.offer(signed('two', 6))).toBe(true);
  const again = createSealingKeyStore(metaOf(stored), () => rootPublicKey);
  expect([again.keyId(), again.seal('x')?.sealedTo]).toEqual(['two', 'two']);
  expect(createSealingKeyStore(metaOf(new Map([['central.sealing-key', '{"keyId":']])), () => rootPublicKey).keyId()).toBeUndefined();
});
