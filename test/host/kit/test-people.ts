import { createOperatorDesk } from '../../../agent/host/operators/operator-desk.ts';
import { everybodyMayAll } from '../../kit/everybody.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { PinVerifier, StaffMember } from '../../../agent/domain/operators/staff-list.ts';
import type { OperatorDesk } from '../../../agent/usecases/operators/operator-desk.ts';
import type { Till } from '../../../agent/usecases/till.ts';

const verifier: PinVerifier = { algorithm: 'scrypt', costLog2: 12, blockSize: 8, parallelism: 1, salt: 'AAAAAAAAAAAAAAAAAAAAAA==', hash: 'AAAAAAAAAAAAAAAAAAAAAA==' };

/** One of each default role, and a second manager; each PIN is `testPin`, but nobody pays for scrypt. */
export const testPeople: readonly StaffMember[] = [
  { userId: 'asel', name: 'Асель', role: 'cashier', badge: 'B-asel', pin: verifier, cards: [] },
  { userId: 'samal', name: 'Самал', role: 'senior', badge: 'B-samal', pin: verifier, cards: [] },
  { userId: 'marat', name: 'Марат', role: 'manager', badge: 'B-marat', pin: verifier, cards: [] },
  { userId: 'dana', name: 'Дана', role: 'manager', badge: 'B-dana', pin: verifier, cards: [] },
  { userId: 'timur', name: 'Тимур', role: 'technician', pin: verifier, cards: [] },
  { userId: 'gone', name: 'Без кода', role: 'manager', cards: [] },
];
export const testPin = '2468';

/** @param withRoles false: nobody needs to sign in for anything */
export function testDesk(till: Till, withRoles: boolean, people: { list: readonly StaffMember[] } = { list: testPeople }): OperatorDesk {
  const staff = {
    byUser: (userId: string) => people.list.find((member) => member.userId === userId),
    byBadge: (badge: string) => people.list.find((member) => member.badge === badge),
  };
  const desk = createOperatorDesk(till, staff, (error) => {
    throw error;
  });
  return {
    ...desk,
    pins: { check: (pin, known) => Promise.resolve(pin === testPin && known !== undefined ? 'right' : 'wrong') },
    activeBundle: () => (withRoles ? till.activeBundle() : withoutRoles(till.activeBundle())),
  };
}

function withoutRoles(compiled: CompiledBundle | undefined): CompiledBundle | undefined {
  if (compiled === undefined) return undefined;
  return { ...compiled, bundle: { ...compiled.bundle, ...everybodyMayAll } };
}
