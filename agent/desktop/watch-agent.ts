import type { AgentApi } from './leave-kiosk/check-technician.ts';
import type { TrayState } from './tray-picture.ts';

const everyMs = 10_000;
const timeoutMs = 5_000;
const modes: readonly TrayState[] = ['online', 'limited', 'offline'];

/** How the agent is, now and every ten seconds; the page knows it sooner, by its stream. */
export function watchAgent(api: AgentApi, tell: (state: TrayState) => void, send: typeof fetch = fetch): { look(): Promise<void>; stop(): void } {
  const look = async (): Promise<void> => tell(await stateOf(api, send));
  const timer = setInterval(() => void look(), everyMs);
  void look();
  return { look, stop: () => clearInterval(timer) };
}

async function stateOf(api: AgentApi, send: typeof fetch): Promise<TrayState> {
  const address = api.url();
  if (address === undefined) return 'away';
  try {
    const answer = await send(new URL('/v1/status', address), { headers: { authorization: `Bearer ${api.token()}` }, signal: AbortSignal.timeout(timeoutMs) });
    const { mode } = (await answer.json()) as { mode?: unknown };
    return modes.find((known) => known === mode) ?? 'away';
  } catch {
    return 'away';
  }
}
