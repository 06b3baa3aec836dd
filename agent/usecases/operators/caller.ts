import { everyRight, noRole } from '../../domain/operators/default-roles.ts';
import { findRole, idleMs, tillSoftwareScope, unattendedRole } from '../../domain/operators/roles-of.ts';
import { refuse } from '../outcome.ts';
import { rolesPart } from './operator-desk.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { Role } from '../../domain/operators/role.ts';
import type { StaffMember } from '../../domain/operators/staff-list.ts';
import type { Refusal } from '../outcome.ts';
import type { OperatorDesk } from './operator-desk.ts';

/** `token` and `page` let through whatever the one who is signed in may do; `till-software` no more than its own scope. */
export type ClientKind = 'token' | 'page' | 'till-software';

export interface SignedIn {
  readonly member: StaffMember;
  readonly role: Role;
  readonly expiresAtMs: number;
  /** Nothing was done for longer than the programme allows */
  readonly isIdle: boolean;
}

/** Who calls, and the most that this client lets through. */
export interface Caller {
  /** Absent where nobody is signed in */
  readonly signedIn?: SignedIn;
  readonly role: Role;
  readonly scope: ReadonlySet<Right>;
}

/** A session that idled out still finishes a sale whose receipt is printed, for so long. */
const lateMs = 12 * 3_600_000;

/** The person behind a session token; undefined where it is nobody's any more: ended, unheard of, or of somebody who left. */
export function signedInBy(desk: OperatorDesk, token: string): SignedIn | undefined {
  const session = desk.sessions.find(token);
  const member = session === undefined ? undefined : desk.staff.byUser(session.userId);
  if (session === undefined || member === undefined) return undefined;
  const part = rolesPart(desk);
  const nowMs = desk.clock.now().atMs;
  const expiresAtMs = session.lastUsedAtMs + idleMs(part);
  if (nowMs >= session.lastUsedAtMs + idleMs(part) + lateMs) return undefined;
  // A clock that was corrected backwards keeps nobody signed in for as long as it was wrong.
  const isIdle = nowMs >= expiresAtMs || nowMs < session.lastUsedAtMs;
  return { member, role: findRole(part, member.role) ?? noRole, expiresAtMs, isIdle };
}

/**
 * @param takesIdle the call finishes what a printed receipt says: who idled out meanwhile may
 */
export function callerOf(desk: OperatorDesk, client: ClientKind, token: string | undefined, takesIdle: boolean): Caller | Refusal<'session-expired'> {
  const scope = scopeOf(desk, client);
  if (token === undefined) return { role: unattendedRole(rolesPart(desk)), scope };
  const signedIn = signedInBy(desk, token);
  if (signedIn === undefined || (signedIn.isIdle && !takesIdle)) return sessionExpired();
  return { signedIn, role: signedIn.role, scope };
}

export function scopeOf(desk: OperatorDesk, client: ClientKind): ReadonlySet<Right> {
  return client === 'till-software' ? tillSoftwareScope(rolesPart(desk)) : everyRight;
}

export function sessionExpired(): Refusal<'session-expired'> {
  return refuse('session-expired', 'This session has ended. Sign in again, or leave the header out to go on as nobody.');
}
