import { rightsWithin } from '../../domain/operators/judge-right.ts';
import { scopeOf, sessionExpired, signedInBy } from './caller.ts';
import { checkPerson } from './check-person.ts';
import { refuse } from '../outcome.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { Role } from '../../domain/operators/role.ts';
import type { Refusal } from '../outcome.ts';
import type { ClientKind, SignedIn } from './caller.ts';
import type { Credentials, PersonRefusal } from './check-person.ts';
import type { OperatorDesk } from './operator-desk.ts';

/** Somebody who is signed in, and what they may do through this client. */
export interface OpenSession {
  readonly user: { readonly userId: string; readonly name: string };
  readonly role: Pick<Role, 'id' | 'name'>;
  readonly rights: readonly Right[];
  readonly withApproval: readonly Right[];
  readonly approves: readonly Right[];
  readonly expiresAtMs: number;
}

export async function signIn(desk: OperatorDesk, client: ClientKind, given: Credentials): Promise<{ ok: true; sessionToken: string; session: OpenSession } | PersonRefusal> {
  const checked = await checkPerson(desk, given, {});
  if (!checked.ok) return checked;
  const sessionToken = desk.sessions.begin(checked.member.userId, desk.clock.now().atMs);
  const signedIn = signedInBy(desk, sessionToken);
  if (signedIn === undefined) return refuse('sign-in-refused', 'Nobody has this name or badge with this PIN here.');
  return { ok: true, sessionToken, session: openSession(desk, client, signedIn) };
}

/** Asking does not keep it open. */
export function readSession(desk: OperatorDesk, client: ClientKind, token: string | undefined): { ok: true; session: OpenSession } | Refusal<'session-required' | 'session-expired'> {
  if (token === undefined) return refuse('session-required', 'Nobody is signed in: send X-Operator-Session.');
  const signedIn = signedInBy(desk, token);
  return signedIn === undefined || signedIn.isIdle ? sessionExpired() : { ok: true, session: openSession(desk, client, signedIn) };
}

/** Whoever is signed in says that they are still here: the time that they may be idle begins anew. */
export function keepSession(desk: OperatorDesk, client: ClientKind, token: string | undefined): ReturnType<typeof readSession> {
  const read = readSession(desk, client, token);
  if (!read.ok || token === undefined) return read;
  desk.sessions.touch(token, desk.clock.now().atMs);
  return readSession(desk, client, token);
}

function openSession(desk: OperatorDesk, client: ClientKind, { member, role, expiresAtMs }: SignedIn): OpenSession {
  const scope = scopeOf(desk, client);
  return {
    user: { userId: member.userId, name: member.name },
    role: { id: member.role, name: role.name },
    rights: rightsWithin(role.rights, scope),
    withApproval: rightsWithin(role.withApproval, scope),
    approves: role.approves,
    expiresAtMs,
  };
}
