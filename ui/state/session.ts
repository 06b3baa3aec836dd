import { BehaviorSubject } from 'rxjs';
import type { SessionView, SignInRequest } from '../../agent/contract/operators.ts';
import type { SessionClient } from '../client/session-client.ts';
import type { Fetch } from '../client/send-json.ts';

export type Right = SessionView['rights'][number];

/**
 * Somebody is asked to sign in. `chosen`: they pressed it themselves · `required`: a call needs somebody ·
 * `ended`: who was signed in did nothing for too long
 */
export interface SignInWanted {
  why: 'chosen' | 'required' | 'ended';
  /** Who was here, and is asked for the PIN again */
  user?: SessionView['user'];
  /** Signed in, or given up; each asks once */
  answer(isSignedIn: boolean): void;
}

/** Who is signed in on this page; undefined where nobody is. The token never leaves this file but for the header that the agent wants. */
export interface Session {
  readonly session$: BehaviorSubject<SessionView | undefined>;
  readonly wanted$: BehaviorSubject<SignInWanted | undefined>;
  /** Asks at the screen, and resolves to whether somebody signed in. Who asks while it is asked gets the same answer. */
  ask(why: SignInWanted['why']): Promise<boolean>;
  /** Throws `ApiError`. Whoever was signed in before is signed out. */
  signIn(request: SignInRequest): Promise<void>;
  /** Nobody is signed in afterwards, whether the agent was reached or not. */
  signOut(): Promise<void>;
  /** Whoever is signed in is still here. Throws `ApiError`. */
  keep(): Promise<void>;
  /** After a reload, and whenever the agent may have changed its mind. Throws `ApiError`. */
  refresh(): Promise<void>;
  /** Every call of the page goes through it, and says who makes it. */
  fetch: Fetch;
}

/** What keeps the token over a reload, and no longer than the window. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const storageKey = 'till.session';
/** Answered to a token that has ended; anything else (a wrong PIN, a lost connection) says nothing about it. */
const ended = 'session-expired';

export function createSession(client: (fetch: Fetch) => SessionClient, plainFetch: Fetch, storage: SessionStorage): Session {
  let token = storage.getItem(storageKey) ?? undefined;
  let asked: Promise<boolean> | undefined;
  const session$ = new BehaviorSubject<SessionView | undefined>(undefined);
  const wanted$ = new BehaviorSubject<SignInWanted | undefined>(undefined);
  const calls = client(send);

  async function send(path: string, init: RequestInit): Promise<Response> {
    if (token === undefined) return plainFetch(path, init);
    const used = token;
    const response = await sendAs(used, path, init);
    if (response.status === 401 && used === token && (await isEnded(response))) end();
    return response;
  }
  function sendAs(who: string, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('x-operator-session', who);
    return plainFetch(path, { ...init, headers });
  }
  function forget(): void {
    token = undefined;
    storage.removeItem(storageKey);
    if (session$.value !== undefined) session$.next(undefined);
  }
  function end(): void {
    const user = session$.value?.user;
    forget();
    void ask('ended', user);
  }
  function ask(why: SignInWanted['why'], user?: SessionView['user']): Promise<boolean> {
    asked ??= new Promise((resolve) => {
      wanted$.next({
        why,
        ...(user === undefined ? {} : { user }),
        answer(isSignedIn) {
          asked = undefined;
          wanted$.next(undefined);
          resolve(isSignedIn);
        },
      });
    });
    return asked;
  }

  return {
    session$,
    wanted$,
    ask,
    async signIn(request) {
      const before = token;
      const { sessionToken, ...session } = await calls.signIn(request);
      token = sessionToken;
      storage.setItem(storageKey, sessionToken);
      session$.next(session);
      wanted$.value?.answer(true);
      // Nobody waits for it: a session that is left over ends by idling.
      if (before !== undefined) sendAs(before, 'v1/session', { method: 'DELETE' }).catch(() => undefined);
    },
    async signOut() {
      if (token === undefined) return;
      try {
        await calls.signOut();
      } finally {
        forget();
      }
    },
    async keep() {
      if (token !== undefined) session$.next(await calls.keep());
    },
    async refresh() {
      if (token !== undefined) session$.next(await calls.session());
    },
    fetch: send,
  };
}

async function isEnded(response: Response): Promise<boolean> {
  try {
    const body: unknown = await response.clone().json();
    return typeof body === 'object' && body !== null && 'code' in body && body.code === ended;
  } catch {
    return false;
  }
}
