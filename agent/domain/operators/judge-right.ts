import type { Right } from './right.ts';
import type { Role } from './role.ts';

/** Whether somebody may do something, alone or with a second person. */
export type Judgement = 'granted' | 'with-approval' | 'missing';

/** What the role and the client both allow (DESIGN §8). */
export function judgeRight(right: Right, role: Role, scope: ReadonlySet<Right>): Judgement {
  if (!scope.has(right)) return 'missing';
  if (role.rights.includes(right)) return 'granted';
  return role.withApproval.includes(right) ? 'with-approval' : 'missing';
}

/** The rights of a role that a client lets through. */
export function rightsWithin(rights: readonly Right[], scope: ReadonlySet<Right>): Right[] {
  return rights.filter((right) => scope.has(right));
}
