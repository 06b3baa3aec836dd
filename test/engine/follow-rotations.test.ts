import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { followRotations, rootKeyId } from '../../sync/engine/follow-rotations.ts';
import { createRootFollower } from '../../sync/engine/root-follower.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { rotationSigningText, type SignedRotation } from '../../sync/protocol/root-rotation.ts';

const makeKey = (type: 'ed25519' | 'x25519' = 'ed25519') => {
  const { publicKey, privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return { der: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), privateKey };
};
type Key = ReturnType<typeof makeKey>;
const link = (from: Key, to: Key, signer = from): SignedRotation => {
  const what = { from: from.der, to: to.der, rotatedAtMs: 5 };
  return { ...what, signature: sign(null, Buffer.from(rotationSigningText(what)), signer.privateKey).toString('base64') };
};
const [a, b, c, thief] = [makeKey(), makeKey(), makeKey(), makeKey()];

describe('a chain of rotations', () => {
  it('leads from the key that is trusted to the last one', () => {
    expect(followRotations(a.der, [])).toBe(a.der);
    expect(followRotations(a.der, [link(a, b), link(b, c)])).toBe(c.der);
  });

  it.each([
    ['that somebody else signed', [link(a, thief, thief)]],
    ['that begins at another key', [link(thief, b)]],
    ['with a link left out', [link(a, b), link(thief, c)]],
    ['in the wrong order', [link(b, c), link(a, b)]],
    ['changed after it was signed', [{ ...link(a, b), rotatedAtMs: 6 }]],
    ['whose key was exchanged', [{ ...link(a, b), to: thief.der }]],
    ['that leads to a key of another kind', [link(a, makeKey('x25519'))]],
    ['that leads to no key', [link(a, { ...b, der: 'x'.repeat(60) })]],
  ])('%s is refused as a whole', (_, chain) => {
    expect(followRotations(a.der, chain)).toBeUndefined();
  });
});

describe('a till', () => {
  const open = (answer: () => Promise<readonly SignedRotation[]>) => {
    const stored: string[] = [];
    const asked: string[] = [];
    const errors: object[] = [];
    const follower = createRootFollower({
      publicKey: a.der, onChanged: (key) => void stored.push(key),
      ask: async (keyId) => {
        asked.push(keyId);
        return await answer();
      },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields) => void errors.push(fields) },
    });
    return { follower, stored, asked, errors };
  };

  it('asks from the key that it trusts, stores where the chain leads, and asks no more while that is what the centre names', async () => {
    const { follower, stored, asked } = open(() => Promise.resolve([link(a, b), link(b, c)]));
    await follower.follow(rootKeyId(a.der));
    expect(asked).toEqual([]);
    await follower.follow(rootKeyId(c.der));
    await follower.follow(rootKeyId(c.der));
    expect([asked, stored, follower.publicKey()]).toEqual([[rootKeyId(a.der)], [c.der], c.der]);
  });

  it.each([
    ['a chain that its key did not sign', [link(a, thief, thief)], thief],
    ['no chain at all', [], thief],
    ['a chain to another key than the centre names', [link(a, b)], c],
  ])('keeps its key where it gets %s, says so once, and does not ask about that key again', async (_, chain, named) => {
    const { follower, stored, asked, errors } = open(() => Promise.resolve(chain));
    await follower.follow(rootKeyId(named.der));
    await follower.follow(rootKeyId(named.der));
    expect([follower.publicKey(), stored, asked.length, errors.length]).toEqual([a.der, [], 1, 1]);
  });

  it('keeps the old key where the disk does not take the new one', async () => {
    const follower = createRootFollower({
      publicKey: a.der, ask: () => Promise.resolve([link(a, b)]), log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      onChanged: () => {
        throw new Error('disk full');
      },
    });
    await expect(follower.follow(rootKeyId(b.der))).rejects.toThrow('disk full');
    expect(follower.publicKey()).toBe(a.der);
  });

  it('asks again later where the centre could not be asked, and takes a centre that knows no rotations for one that has none', async () => {
    const away = open(() => Promise.reject(new SyncFault('unreachable', 'away', { mayHaveArrived: false })));
    await expect(away.follower.follow(rootKeyId(b.der))).rejects.toThrow('away');
    await expect(away.follower.follow(rootKeyId(b.der))).rejects.toThrow('away');
    const old = open(() => Promise.reject(new SyncFault('problem', 'no such call', { mayHaveArrived: true })));
    await old.follower.follow(rootKeyId(b.der));
    expect(old.follower.publicKey()).toBe(a.der);
  });
});
