import { OverrideRequest, OverrideView, SessionView, SignInRequest, SignInView, SignOutView } from '../../../contract/operators.ts';
import { approve } from '../../../usecases/operators/approve.ts';
import { keepSession, readSession, signIn } from '../../../usecases/operators/sign-in.ts';
import { route } from '../route.ts';
import type { OpenSession } from '../../../usecases/operators/sign-in.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

/** Who is signed in. None of these answers is ever stored: they hold secrets, and a repeat must be judged anew. */
export function operatorRoutes({ operators }: ApiServices): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/session',
      right: 'anyone',
      summary: 'Sign in by name or badge with a PIN',
      body: SignInRequest,
      answer: SignInView,
      problems: ['not-ready', 'sign-in-refused', 'operator-locked', 'sign-in-busy'],
      handle: async ({ client, body }) => {
        const outcome = await signIn(operators, client, body);
        return outcome.ok ? { body: { sessionToken: outcome.sessionToken, ...viewOf(outcome.session) } } : outcome;
      },
    }),
    route({
      method: 'GET',
      path: '/v1/session',
      right: 'anyone',
      summary: 'Who is signed in, and what they may do',
      answer: SessionView,
      problems: ['session-required', 'session-expired'],
      handle: ({ client, sessionToken }) => {
        const outcome = readSession(operators, client, sessionToken);
        return outcome.ok ? { body: viewOf(outcome.session) } : outcome;
      },
    }),
    route({
      method: 'PUT',
      path: '/v1/session',
      right: 'anyone',
      summary: 'Whoever is signed in is still here: the time until they are signed out begins anew',
      answer: SessionView,
      problems: ['session-required', 'session-expired'],
      handle: ({ client, sessionToken }) => {
        const outcome = keepSession(operators, client, sessionToken);
        return outcome.ok ? { body: viewOf(outcome.session) } : outcome;
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/session',
      right: 'anyone',
      summary: 'Sign out; a session that has ended may be ended again',
      answer: SignOutView,
      handle: ({ sessionToken }) => {
        if (sessionToken !== undefined) operators.sessions.end(sessionToken);
        return { body: { signedIn: false as const } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/overrides',
      right: 'anyone',
      summary: 'A second person approves one thing that who is signed in does, or the same for each card of a list',
      body: OverrideRequest,
      answer: OverrideView,
      problems: ['not-ready', 'bad-request', 'session-expired', 'sign-in-refused', 'right-missing', 'approval-refused', 'operator-locked', 'sign-in-busy', 'journal-unavailable'],
      handle: async ({ client, sessionToken, body }) => {
        const outcome = await approve(operators, { ...body, client, sessionToken });
        if (!outcome.ok) return outcome;
        const { overrideId, right, userId, expiresAtMs } = outcome.override;
        return { body: { overrideId, right, approvedBy: userId, expiresAtMs } };
      },
    }),
  ];
}

function viewOf({ user, role, rights, withApproval, approves, expiresAtMs }: OpenSession): SessionView {
  return { user, role, rights: [...rights], withApproval: [...withApproval], approves: [...approves], expiresAtMs };
}
