import type { LeaveKioskReply, LeaveKioskRequest } from '../../contract/shell.ts';

/** The right that leads out of the kiosk: technicians and managers have it (docs/operators.md). */
const rightToLeave = 'diagnostics';
const timeoutMs = 10_000;

export interface AgentApi {
  /** undefined while nobody knows where it is */
  url(): URL | undefined;
  /** @throws TokenError */
  token(): string;
}

/** A request of the technician's sheet; undefined where it is anything else. */
export function readLeaveRequest(value: unknown): LeaveKioskRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { user, pin } = value as Record<string, unknown>;
  const isText = (text: unknown): text is string => typeof text === 'string' && text.length > 0 && text.length <= 80;
  return isText(user) && isText(pin) ? { user, pin } : undefined;
}

/** Signs in with this PIN, looks whether the right is there, and signs out: the agent judges, with its lock-out, online and offline. */
export async function checkTechnician(api: AgentApi, { user, pin }: LeaveKioskRequest, send: typeof fetch = fetch): Promise<LeaveKioskReply> {
  const address = api.url();
  if (address === undefined) return { ok: false, code: 'agent-away' };
  const call = async (method: string, headers: Record<string, string>, body?: object) =>
    await send(new URL('/v1/session', address), {
      method, signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${api.token()}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const signIn = async (who: object) => await call('POST', { 'content-type': 'application/json' }, { ...who, pin });
  try {
    // The sheet has one field: names of people are lower case, badges usually are not.
    const first = await signIn({ user });
    const answer = first.status === 401 || first.status === 400 ? await signIn({ badge: user }) : first;
    const said = (await answer.json()) as { code?: string; sessionToken?: string; rights?: readonly string[] };
    if (said.sessionToken === undefined) return { ok: false, code: said.code ?? 'agent-away' };
    // Nobody waits for it, and it ends by itself.
    call('DELETE', { 'x-operator-session': said.sessionToken }).catch(() => undefined);
    return said.rights?.includes(rightToLeave) === true ? { ok: true } : { ok: false, code: 'right-missing' };
  } catch {
    return { ok: false, code: 'agent-away' };
  }
}
