import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import type { StatusView } from '../../agent/contract/status.ts';
import { failureOf } from '../client/api-failure.ts';
import type { StreamNews } from '../client/event-stream.ts';
import type { TillClient } from '../client/till-client.ts';

/**
 * Whether the agent is there, and what it last said of itself. `connecting`: not heard of yet. `away`: it was there or
 * may come. `refused`: it is there and does not let this page in.
 */
export interface Link {
  state: 'connecting' | 'up' | 'away' | 'refused';
  status?: StatusView;
  /** `performance.now()` when `status` came: the till's clock runs on from there */
  statusAtMs: number;
}

export interface LinkStore {
  readonly link$: BehaviorSubject<Link>;
  take(news: StreamNews): Promise<void>;
  /** Resolves once the agent is there. */
  whenUp(): Promise<void>;
  /** The till's trusted time, whatever the machine's clock says; the machine's own before the first status */
  nowMs(): number;
}

export function createLinkStore(client: Pick<TillClient, 'status'>, monotonicMs: () => number, wallMs: () => number): LinkStore {
  const link$ = new BehaviorSubject<Link>({ state: 'connecting', statusAtMs: 0 });
  const set = (change: Partial<Link>) => link$.next({ ...link$.value, ...change });
  return {
    link$,
    async take(news) {
      if (news.kind === 'open') set({ state: 'up' });
      if (news.kind === 'status') set({ state: 'up', status: news.value, statusAtMs: monotonicMs() });
      if (news.kind !== 'lost') return;
      if (link$.value.state !== 'refused') set({ state: 'away' });
      // The stream cannot say why it failed; a plain call can. It may be back before the answer is.
      const isRefused = await refusesUs(client);
      if (link$.value.state !== 'up') set({ state: isRefused ? 'refused' : 'away' });
    },
    async whenUp() {
      await firstValueFrom(link$.pipe(filter((link) => link.state === 'up')));
    },
    nowMs() {
      const { status, statusAtMs } = link$.value;
      return status === undefined ? wallMs() : status.clock.atMs + (monotonicMs() - statusAtMs);
    },
  };
}

async function refusesUs(client: Pick<TillClient, 'status'>): Promise<boolean> {
  try {
    await client.status();
    return false;
  } catch (error) {
    const failure = failureOf(error);
    return failure.kind === 'problem' && (failure.problem.status === 401 || failure.problem.status === 403);
  }
}
