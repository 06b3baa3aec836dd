import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionView } from '../../agent/contract/operators.ts';
import { ApiError } from '../../ui/client/api-failure.ts';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createSessionClient } from '../../ui/client/session-client.ts';
import { idlePhase } from '../../ui/state/idle-phase.ts';
import { createSession, type Session } from '../../ui/state/session.ts';
import { signInFirst } from '../../ui/state/sign-in-first.ts';

const view: SessionView = { user: { userId: 'asel', name: 'Асель' }, role: { id: 'cashier', name: { ru: 'Кассир' } }, rights: ['sale'], withApproval: [], approves: [], expiresAtMs: 1 };
const problem = (status: number, code: string) => new Response(JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code }), { status });
const json = (body: object) => new Response(JSON.stringify(body));

let kept: string | null;
/** Tokens that the agent knows */
let alive: Set<string>;
/** `METHOD path token` */
let calls: string[];
let needsSomebody: boolean;
let session: Session;
let send: ReturnType<typeof signInFirst>;

function fakeFetch(path: string, init: RequestInit): Promise<Response> {
  const token = new Headers(init.headers).get('x-operator-session');
  calls.push(`${init.method ?? 'GET'} ${path} ${token ?? '-'}`);
  if (path === 'v1/session' && init.method === 'POST') {
    const { pin, user } = JSON.parse(init.body as string) as { pin: string; user: string };
    if (pin !== '3174') return Promise.resolve(problem(401, 'sign-in-refused'));
    alive.add(`t-${user}`);
    return Promise.resolve(json({ ...view, user: { userId: user, name: user }, sessionToken: `t-${user}` }));
  }
  if (token !== null && !alive.has(token)) return Promise.resolve(problem(401, 'session-expired'));
  if (path === 'v1/session' && init.method === 'DELETE') {
    alive.delete(String(token));
    return Promise.resolve(json({ signedIn: false }));
  }
  if (path === 'v1/session') return Promise.resolve(json(view));
  return Promise.resolve(needsSomebody && token === null ? problem(401, 'session-required') : json({ done: true }));
}

beforeEach(() => {
  kept = null;
  alive = new Set();
  calls = [];
  needsSomebody = true;
  begin();
});
/** The page is opened, or loaded anew. */
function begin(): void {
  session = createSession((fetch) => createSessionClient(createJsonCaller(fetch)), fakeFetch, { getItem: () => kept, setItem: (_, value) => (kept = value), removeItem: () => (kept = null) });
  send = signInFirst(createJsonCaller(session.fetch), session);
}
const call = (path = 'v1/journal', isQuiet = false) => send<{ done: true }>({ method: 'GET', path, isQuiet }, (body) => body['done'] === true);
const codeOf = (error: unknown) => (error instanceof ApiError && error.failure.kind === 'problem' ? error.failure.problem.code : String(error));

describe('a call that needs somebody', () => {
  it('asks who is there, and goes on by itself once they have signed in', async () => {
    const answer = call();
    await vi.waitFor(() => expect(session.wanted$.value?.why).toBe('required'));
    await session.signIn({ user: 'marat', pin: '3174' });
    expect(await answer).toEqual({ done: true });
    expect(session.wanted$.value).toBeUndefined();
    expect(calls.at(-1)).toBe('GET v1/journal t-marat');
  });

  it('fails as the agent said where nobody signs in, and a wrong PIN goes on asking', async () => {
    const answer = call().catch(codeOf);
    await vi.waitFor(() => expect(session.wanted$.value).toBeDefined());
    expect(await session.signIn({ user: 'marat', pin: '0000' }).catch(codeOf)).toBe('sign-in-refused');
    expect(session.wanted$.value).toBeDefined();
    session.wanted$.value?.answer(false);
    expect(await answer).toBe('session-required');
  });

  it('asks once for several, and not at all for a clock', async () => {
    const answers = Promise.all([call(), call('v1/limits')]);
    expect(await call('v1/devices', true).catch(codeOf)).toBe('session-required');
    await vi.waitFor(() => expect(session.wanted$.value).toBeDefined());
    await session.signIn({ user: 'marat', pin: '3174' });
    expect(await answers).toHaveLength(2);
  });
});

describe('a session that ended by idling', () => {
  beforeEach(async () => {
    await session.signIn({ user: 'asel', pin: '3174' });
    alive.clear();
  });

  it('asks the same person for the PIN, and what was asked for goes on', async () => {
    const answer = call();
    await vi.waitFor(() => expect(session.wanted$.value).toMatchObject({ why: 'ended', user: { userId: 'asel' } }));
    expect(session.session$.value).toBeUndefined();
    expect(kept).toBeNull();
    await session.signIn({ user: 'asel', pin: '3174' });
    expect(await answer).toEqual({ done: true });
  });

  it('holds up no sale: it goes on as nobody where the programme lets nobody sell', async () => {
    needsSomebody = false;
    expect(await call('v1/sales/s-1')).toEqual({ done: true });
    expect(calls.at(-1)).toBe('GET v1/sales/s-1 -');
    expect(session.wanted$.value?.why).toBe('ended');
  });

  it('keeps a sale waiting, and loses nothing of it, where it does not', async () => {
    const answer = call('v1/scans');
    await vi.waitFor(() => expect(session.wanted$.value?.why).toBe('ended'));
    await session.signIn({ user: 'asel', pin: '3174' });
    expect(await answer).toEqual({ done: true });
  });
});

describe('who is at the till', () => {
  it('is the same after the page was loaded anew', async () => {
    await session.signIn({ user: 'asel', pin: '3174' });
    begin();
    await session.refresh();
    expect(session.session$.value).toMatchObject({ user: { userId: 'asel' } });
  });

  it('changes without anybody staying behind', async () => {
    await session.signIn({ user: 'asel', pin: '3174' });
    await session.signIn({ user: 'marat', pin: '3174' });
    await vi.waitFor(() => expect([...alive]).toEqual(['t-marat']));
    expect(session.session$.value?.user.userId).toBe('marat');
  });

  it('is nobody after signing out, whether the agent heard it or not', async () => {
    await session.signIn({ user: 'asel', pin: '3174' });
    await session.signOut();
    expect([session.session$.value, kept, alive.size]).toEqual([undefined, null, 0]);
  });
});

describe('the end of a session', () => {
  it.each([[60_001, 'calm'], [60_000, 'warning'], [1, 'warning'], [0, 'over'], [-5, 'over']])('with %i ms left is %s', (leftMs, kind) => {
    expect(idlePhase(1_000_000 + leftMs, 1_000_000).kind).toBe(kind);
  });
});
