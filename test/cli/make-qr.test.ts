import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDynamicQr } from '../../agent/domain/cards/dynamic-qr.ts';
import { isSigned } from '../../agent/host/bundle/check-envelope.ts';
import { lastLine, runTill } from './support/till-process.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'till-qr-'));
  writeFileSync(join(home, 'app.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(home, 'rsa.pem'), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('till qr make signs a code that the public key proves', async () => {
  const made = await runTill(['qr', 'make', '--key', join(home, 'app.pem'), '--key-id', '3', '--card', '2900770100017', '--at', '2026-11-22T12:00:00+05:00', '--json']);
  const { code, publicKey } = JSON.parse(lastLine(made.stdout)) as { code: string; publicKey: string };
  const read = readDynamicQr(code);
  expect(read).toMatchObject({ keyId: 3, cardNumber: '2900770100017', issuedAtSeconds: 1_795_330_800 });
  expect(isSigned({ text: read?.signed ?? '', signature: read?.signature ?? '' }, publicKey)).toBe(true);
});

it.each([
  ['rsa.pem', '2900770100017', '1', 2, 'key-unusable'], ['nothing.pem', '2900770100017', '1', 2, 'file-missing'], ['app.pem', '29', '1', 2, 'wrong-use'], ['app.pem', '2900770100017', '256', 2, 'wrong-use'],
])('with %s, card %s and key %s it ends with %i %s', async (file, card, keyId, exit, code) => {
  const ended = await runTill(['qr', 'make', '--key', join(home, file), '--key-id', keyId, '--card', card, '--json']);
  expect(ended.code).toBe(exit);
  expect(JSON.parse(lastLine(ended.stdout))).toMatchObject({ ok: false, code });
});
