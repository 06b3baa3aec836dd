import { defaultAccess, defaultRoles, noRole } from './default-roles.ts';
import type { Localized } from '../scalars.ts';
import type { Right } from './right.ts';
import type { Access, LockOutRules, Role } from './role.ts';

/** The parts of a programme that say who may do what. */
export interface RolesPart {
  readonly roles?: readonly Role[];
  readonly access?: Access;
}

export function findRole({ roles = defaultRoles }: RolesPart, roleId: string): Role | undefined {
  return roles.find(({ id }) => id === roleId);
}

/** Who counts where nobody is signed in. A programme with roles of its own, none of which is called `cashier`, must name one: else the till's default cashier counts. */
export function unattendedRole(part: RolesPart): Role {
  return named(part, part.access?.unattended ?? defaultAccess.unattended);
}

/** The most that till software with its own token may do: what its role may, alone or with approval. */
export function tillSoftwareScope(part: RolesPart): ReadonlySet<Right> {
  const { rights, withApproval } = named(part, part.access?.tillSoftware ?? defaultAccess.tillSoftware);
  return new Set([...rights, ...withApproval]);
}

export function idleMs({ access }: RolesPart): number {
  return (access?.idleMinutes ?? defaultAccess.idleMinutes) * 60_000;
}

export function lockOutRules({ access }: RolesPart): LockOutRules {
  return access?.lockOut ?? defaultAccess.lockOut;
}

/** The names of the roles that may approve something for others. */
export function approversOf({ roles = defaultRoles }: RolesPart, right: Right): Localized[] {
  return roles.filter(({ approves }) => approves.includes(right)).map(({ name }) => name);
}

function named(part: RolesPart, roleId: string): Role {
  return findRole(part, roleId) ?? defaultRoles.find(({ id }) => id === roleId) ?? noRole;
}
