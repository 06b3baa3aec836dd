import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiToken } from '../../../agent/host/home/api-token.ts';
import { readIdentity, writeIdentity } from '../../../agent/host/home/identity.ts';
import { openHome } from '../../../agent/host/home/open-home.ts';
import { readTillKey } from '../../../agent/host/home/till-key.ts';

const identity = { tillId: 'till-1', tillName: 'Касса 1', storeId: 'store-1', token: 't'.repeat(32), centralUrl: 'http://127.0.0.1:1', rootPublicKey: 'r'.repeat(60), keyId: 'root-1' };

describe('the home folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-home-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const files = () => ({ keyFile: join(folder, 'till.key'), nextKeyFile: join(folder, 'till.next.key'), identityFile: join(folder, 'identity.json') });
  const isSignedBy = (der: string, signature: string) =>
    verify(null, Buffer.from('касса'), createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' }), Buffer.from(signature, 'base64'));
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it('belongs to its owner alone, and to one agent', () => {
    const path = join(folder, 'deep', 'home');
    const home = openHome(path);
    expect(modeOf(path)).toBe('700');
    expect(() => openHome(path)).toThrow(expect.objectContaining({ name: 'StartError', code: 'home-locked' }));
    home.lock.release();
    openHome(path).lock.release();
  });

  it.runIf(process.platform !== 'win32')('is closed to others where it was open to them', () => {
    chmodSync(folder, 0o755);
    openHome(folder).lock.release();
    expect(modeOf(folder)).toBe('700');
    const path = join(folder, 'api.token');
    writeFileSync(`${path}.new`, 'left by a power cut', { mode: 0o644 });
    readApiToken(path);
    expect(modeOf(path)).toBe('600');
  });

  it('gets another token in the place of one that is cut off', () => {
    const path = join(folder, 'api.token');
    writeFileSync(path, 'short');
    expect(readApiToken(path)).toMatch(/^[\w-]{43}$/);
  });

  it('cannot be a file', () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    expect(() => openHome(path)).toThrow(expect.objectContaining({ name: 'StartError', code: 'home-unusable' }));
  });

  it('keeps the token of the local API', () => {
    const path = join(folder, 'api.token');
    const token = readApiToken(path);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(readApiToken(path)).toBe(token);
    expect(modeOf(path)).toBe('600');
  });

  it('keeps the key that is made here', () => {
    const path = join(folder, 'till.key');
    const key = readTillKey(files());
    expect(modeOf(path)).toBe('600');
    expect(readTillKey(files()).publicKeyDerBase64).toBe(key.publicKeyDerBase64);
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKeyDerBase64, 'base64'), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from('касса'), publicKey, Buffer.from(key.sign('касса'), 'base64'))).toBe(true);
  });

  it('does not make another key for a till that is enrolled, and uses the one that a failed enrolment left', () => {
    const left = readTillKey(files()).publicKeyDerBase64;
    expect(readTillKey(files()).publicKeyDerBase64).toBe(left);
    writeIdentity(files().identityFile, identity);
    rmSync(files().keyFile);
    expect(() => readTillKey(files())).toThrow(expect.objectContaining({ code: 'home-unusable', message: expect.stringContaining('till.key is missing') }));
  });

  it('changes the key only when the centre has taken the next one, and begins the change anew after a restart', () => {
    const old = readTillKey(files());
    const changes = old.changes('till-1');
    expect(changes.begun()).toBeUndefined();
    changes.begin();
    const begun = changes.begun();
    expect(begun).toMatchObject({ from: old.publicKeyDerBase64 });
    expect(isSignedBy(old.publicKeyDerBase64, old.sign('касса'))).toBe(true);

    const again = readTillKey(files());
    expect(again.changes('till-1').begun()).toEqual(begun);
    again.changes('till-1').finish();
    expect(isSignedBy(begun!.to, again.sign('касса'))).toBe(true);
    expect(readTillKey(files()).publicKeyDerBase64).toBe(begun!.to);
    expect(readTillKey(files()).changes('till-1').begun()).toBeUndefined();
  });

  it('keeps the old key where the centre refuses the next one, or where that cannot be read', () => {
    const old = readTillKey(files());
    old.changes('till-1').begin();
    old.changes('till-1').giveUp();
    writeFileSync(files().nextKeyFile, 'torn');
    const again = readTillKey(files());
    expect([again.publicKeyDerBase64, again.changes('till-1').begun()]).toEqual([old.publicKeyDerBase64, undefined]);
  });

  it.each(['', 'no key'])('does not make another key in the place of a damaged one: %j', (damaged) => {
    const path = join(folder, 'till.key');
    writeFileSync(path, damaged);
    expect(() => readTillKey(files())).toThrow(expect.objectContaining({ code: 'home-unusable', message: expect.stringContaining(path) }));
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it('keeps the identity, and does not guess one from a damaged file', () => {
    const path = join(folder, 'identity.json');
    expect(readIdentity(path)).toBeUndefined();
    writeIdentity(path, identity);
    expect(readIdentity(path)).toEqual(identity);
    expect(modeOf(path)).toBe('600');
    for (const damaged of ['', '{', '{}', JSON.stringify({ ...identity, tillId: 7 })]) {
      writeFileSync(path, damaged);
      expect(() => readIdentity(path)).toThrow(expect.objectContaining({ code: 'home-unusable' }));
    }
  });
});
