import type { OverrideRequest, OverrideView, SessionView, SignInRequest, SignInView } from '../../agent/contract/operators.ts';
import type { JsonCaller } from './json-caller.ts';
import { isRecord } from './send-json.ts';

/** The calls about who is at the till. Each throws `ApiError`. */
export interface SessionClient {
  signIn(request: SignInRequest): Promise<SignInView>;
  session(): Promise<SessionView>;
  /** Whoever is signed in is still here */
  keep(): Promise<SessionView>;
  signOut(): Promise<void>;
  /** A second person lets one call pass */
  approve(request: OverrideRequest): Promise<OverrideView>;
}

export function createSessionClient(send: JsonCaller): SessionClient {
  return {
    signIn: (body) => send({ method: 'POST', path: 'v1/session', body }, (answer) => typeof answer.sessionToken === 'string' && isRecord(answer.user)),
    session: () => send({ method: 'GET', path: 'v1/session' }, (answer) => isRecord(answer.user)),
    keep: () => send({ method: 'PUT', path: 'v1/session' }, (answer) => isRecord(answer.user)),
    signOut: async () => void (await send({ method: 'DELETE', path: 'v1/session' }, (answer) => answer.signedIn === false)),
    approve: (body) => send({ method: 'POST', path: 'v1/overrides', body }, (answer) => typeof answer.overrideId === 'string'),
  };
}
