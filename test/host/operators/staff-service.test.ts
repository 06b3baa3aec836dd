import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStaffService } from '../../../agent/host/operators/staff-service.ts';
import type { StaffService } from '../../../agent/host/operators/staff-service.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rootPublicKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const member = { userId: 'asel', name: 'Асель', role: 'cashier', badge: 'B-asel', cards: [] };

let folder: string;
let refused: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-staff-'));
  refused = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'staff.json');
const open = (): StaffService => createStaffService({ file: file(), storeId: 'centre', rootPublicKey: () => rootPublicKey, onTaken: () => undefined, onRefused: (why) => void refused.push(why) });
const envelope = (list: object, key = privateKey) => {
  const text = JSON.stringify(list);
  return { text, hash: createHash('sha256').update(text).digest('hex'), signature: sign(null, Buffer.from(text), key).toString('base64'), keyId: 'k' };
};
const list = (serial: number, change: object = {}) => ({ kind: 'staff-list', storeId: 'centre', serial, members: [member], ...change });

it('finds people by name and by badge, and again after a restart', () => {
  open().offer(envelope(list(5)));
  const again = open();
  expect([again.serial(), again.byUser('asel')?.name, again.byBadge('B-asel')?.userId, again.byUser('ghost')]).toEqual([5, 'Асель', 'asel', undefined]);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

it.each([
  ['signed by another key', () => envelope(list(6), generateKeyPairSync('ed25519').privateKey), 'root key'],
  ['of another store', () => envelope(list(6, { storeId: 'elsewhere' })), 'store elsewhere'],
  ['with a serial that does not rise', () => envelope(list(5, { members: [] })), 'does not follow'],
  ['with another hash', () => ({ ...envelope(list(6)), hash: 'f'.repeat(64) }), 'hash'],
  ['that is something else the key signed', () => envelope(list(6, { kind: 'block-list' })), 'no staff list'],
])('keeps the last good list when it gets one %s', (_what, next, why) => {
  const staff = open();
  staff.offer(envelope(list(5)));
  staff.offer(next());
  expect([refused.length, refused[0]?.includes(why), staff.byUser('asel')?.name, staff.serial()]).toEqual([1, true, 'Асель', 5]);
});

it('takes nobody from a file that somebody wrote a manager into', () => {
  open().offer(envelope(list(5)));
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('cashier', 'manager'));
  const again = open();
  expect([again.byUser('asel'), again.serial(), refused.length]).toEqual([undefined, undefined, 1]);
  again.offer(envelope(list(5)));
  expect(again.byUser('asel')?.role).toBe('cashier');
});
