import { describe, expect, it } from 'vitest';
import { findRolesProblem } from '../../../agent/domain/operators/check-roles.ts';
import { defaultRoles } from '../../../agent/domain/operators/default-roles.ts';
import { judgeRight } from '../../../agent/domain/operators/judge-right.ts';
import { afterWrongPin, noWrongPins, waitMs } from '../../../agent/domain/operators/lock-out.ts';
import { idleMs, lockOutRules, tillSoftwareScope, unattendedRole } from '../../../agent/domain/operators/roles-of.ts';
import { rights } from '../../../agent/domain/operators/right.ts';
import type { RolesPart } from '../../../agent/domain/operators/roles-of.ts';
import type { Role } from '../../../agent/domain/operators/role.ts';

const role = (change: Partial<Role> = {}): Role => ({ id: 'cashier', name: { ru: 'Кассир' }, rights: ['sale'], withApproval: [], approves: [], ...change });

it.each<[what: string, part: RolesPart, path: string]>([
  ['a right twice', { roles: [role({ rights: ['sale', 'redeem', 'sale'] })] }, '/roles/0/rights/2'],
  ['an approval that is not needed', { roles: [role(), role({ id: 'b', rights: ['sale'], withApproval: ['redeem', 'sale'] })] }, '/roles/1/withApproval/1'],
  ['an approved right twice', { roles: [role({ approves: ['sale', 'sale'] })] }, '/roles/0/approves/1'],
  ['an unattended till of nobody', { roles: [role()], access: { unattended: 'ghost' } }, '/access/unattended'],
  ['till software of nobody, among the default roles', { access: { tillSoftware: 'ghost' } }, '/access/tillSoftware'],
  ['waits that get shorter', { access: { lockOut: { tries: 3, delaysSeconds: [30, 60, 10] } } }, '/access/lockOut/delaysSeconds/2'],
])('%s is named by its place', (_what, part, path) => {
  expect(findRolesProblem(part)).toMatchObject({ path });
});

describe('where the programme says nothing', () => {
  it('the default roles are sound, and every right is somebody’s', () => {
    expect(findRolesProblem({})).toBeUndefined();
    const given = new Set(defaultRoles.flatMap(({ rights: own, withApproval }) => [...own, ...withApproval]));
    expect(rights.filter((right) => !given.has(right))).toEqual([]);
  });
  it('what a role does with approval somebody can approve', () => {
    const approved = new Set(defaultRoles.flatMap(({ approves }) => approves));
    expect(defaultRoles.flatMap(({ withApproval }) => withApproval).filter((right) => !approved.has(right))).toEqual([]);
  });
  it('a cashier counts where nobody is signed in, and is the most that till software may be', () => {
    expect(unattendedRole({}).rights).toContain('sale');
    expect(tillSoftwareScope({}).has('journal-resolve')).toBe(false);
    expect(tillSoftwareScope({}).has('card-issue')).toBe(true);
    expect([idleMs({}), lockOutRules({}).tries]).toEqual([900_000, 5]);
  });
  it('a chain with other roles and no word on unattended tills keeps the default cashier there', () => {
    expect(unattendedRole({ roles: [role({ id: 'boss' })] }).id).toBe('cashier');
  });
});

it.each([
  ['sale', ['sale'], 'granted'],
  ['redeem', ['redeem'], 'with-approval'],
  ['drill', ['drill'], 'missing'],
  ['sale', ['redeem'], 'missing'],
] as const)('%s within the scope %j is %s', (right, scope, judgement) => {
  expect(judgeRight(right, role({ withApproval: ['redeem'] }), new Set(scope))).toBe(judgement);
});

describe('wrong PINs', () => {
  const rules = { tries: 3, delaysSeconds: [30, 60] };
  it('lock out from the third on, longer each time, and at last no longer', () => {
    let wrong = noWrongPins;
    const waits = [1, 2, 3, 4, 5].map(() => {
      wrong = afterWrongPin(wrong, rules, 1_000);
      return waitMs(wrong, 1_000);
    });
    expect(waits).toEqual([0, 0, 30_000, 60_000, 60_000]);
    expect(waitMs(wrong, 31_000)).toBe(30_000);
    expect(waitMs(wrong, 61_000)).toBe(0);
  });
  it('a clock that is set back makes nobody wait longer than the wait was', () => {
    const locked = afterWrongPin({ count: 2 }, rules, 10_000_000);
    expect(waitMs(locked, 5_000)).toBe(30_000);
  });
});
