import { findFirst, type Problem } from '../promotions/problem.ts';
import { defaultRoles } from './default-roles.ts';
import type { Right } from './right.ts';
import type { Role } from './role.ts';
import type { RolesPart } from './roles-of.ts';

/** What is wrong with who may do what. That no role stands twice is checked with the other lists. */
export function findRolesProblem({ roles = defaultRoles, access = {} }: RolesPart): Problem | undefined {
  return findFirst('/roles', roles, findRoleProblem)
    ?? findUnknownRole('/access/unattended', access.unattended, roles)
    ?? findUnknownRole('/access/tillSoftware', access.tillSoftware, roles)
    ?? findShrinking(access.lockOut?.delaysSeconds ?? []);
}

function findRoleProblem({ rights, withApproval, approves }: Role): Problem | undefined {
  const both = withApproval.findIndex((right) => rights.includes(right));
  return findRepeated('/rights', rights)
    ?? findRepeated('/withApproval', withApproval)
    ?? findRepeated('/approves', approves)
    ?? (both < 0 ? undefined : { path: `/withApproval/${both}`, detail: `"${withApproval[both] ?? ''}" needs no approval: it stands in rights too` });
}

function findRepeated(path: string, rights: readonly Right[]): Problem | undefined {
  const index = rights.findIndex((right, at) => rights.indexOf(right) < at);
  return index < 0 ? undefined : { path: `${path}/${index}`, detail: `"${rights[index] ?? ''}" is there twice` };
}

function findUnknownRole(path: string, id: string | undefined, roles: readonly Role[]): Problem | undefined {
  return id === undefined || roles.some((role) => role.id === id) ? undefined : { path, detail: `names role "${id}", which is not there` };
}

/** A wait that gets shorter by guessing on would invite it. */
function findShrinking(delays: readonly number[]): Problem | undefined {
  const index = delays.findIndex((delay, at) => at > 0 && delay < (delays[at - 1] ?? 0));
  return index < 0 ? undefined : { path: `/access/lockOut/delaysSeconds/${index}`, detail: `${delays[index] ?? 0} is shorter than the wait before it` };
}
