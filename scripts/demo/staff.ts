import { createHash, scryptSync } from 'node:crypto';
import { pinCostLog2, type PinVerifier } from '../../agent/domain/operators/staff-list.ts';
import type { StoredMember } from '../../sync/central/staff/staff-members.ts';
import { stores } from './shop-data.ts';

/** One of each role, in every store. Their PINs stand in docs/demo-shop.md: everybody knows them, so that their salts may be known too. */
const people = [
  { userId: 'asel', name: 'Асель Омарова', role: 'cashier', badge: 'KT-1001', pin: '3174' },
  { userId: 'samal', name: 'Самал Жумабаева', role: 'senior', badge: 'KT-1002', pin: '5926' },
  { userId: 'marat', name: 'Марат Сейтов', role: 'manager', badge: 'KT-1003', pin: '8402' },
  { userId: 'timur', name: 'Тимур Ким', role: 'technician', badge: 'KT-1004', pin: '6153' },
] as const;

export function makeStaff(): StoredMember[] {
  return people.map(({ pin, ...person }) => ({ ...person, pin: verifierOf(person.userId, pin), cards: [], storeIds: stores.map(({ id }) => id), active: true }));
}

/** The same bytes each time; a centre takes a salt of its own for each PIN. */
function verifierOf(userId: string, pin: string): PinVerifier {
  const salt = createHash('sha256').update(`demo:${userId}`).digest().subarray(0, 16);
  const hash = scryptSync(pin, salt, 32, { N: 2 ** pinCostLog2, r: 8, p: 1, maxmem: 2 ** 27 });
  return { algorithm: 'scrypt', costLog2: pinCostLog2, blockSize: 8, parallelism: 1, salt: salt.toString('base64'), hash: hash.toString('base64') };
}
