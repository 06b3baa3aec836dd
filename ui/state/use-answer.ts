import { useCallback, useEffect, useRef, useState } from 'react';
import { distinctUntilChanged, filter, map, merge, skip } from 'rxjs';
import { ApiError, type ApiFailure } from '../client/api-failure.ts';
import { useTill } from './till-context.ts';

/**
 * What a screen has of an answer. `value` stays while it is asked again and when that fails, with `failure` beside it,
 * so that a screen never goes blank because the agent went away.
 */
export interface Answer<Value> {
  value?: Value;
  /** When `value` came, by the till's trusted clock */
  atMs?: number;
  failure?: ApiFailure;
  isLoading: boolean;
  again: () => void;
}

/** Asks when the screen opens, when `ask` becomes another function (wrap it in `useCallback`), each time the agent comes back, and when somebody else is signed in. */
export function useAnswer<Value>(ask: (() => Promise<Value>) | undefined): Answer<Value> {
  const { link, session } = useTill();
  const [answer, setAnswer] = useState<Omit<Answer<Value>, 'again'>>({ isLoading: true });
  const latest = useRef<(() => void) | undefined>(undefined);
  const again = useCallback(() => latest.current?.(), []);
  useEffect(() => {
    if (ask === undefined) return undefined;
    let turn = 0;
    function load(): void {
      turn += 1;
      const mine = turn;
      setAnswer((before) => (mine === 1 ? { isLoading: true } : { ...before, isLoading: true }));
      ask?.().then(
        (value) => (mine === turn ? setAnswer({ value, atMs: link.nowMs(), isLoading: false }) : undefined),
        (error: unknown) => {
          const failure = answerFailure(error);
          if (mine === turn) setAnswer((before) => ({ ...before, failure, isLoading: false }));
        },
      );
    }
    latest.current = load;
    load();
    const comesBack$ = link.link$.pipe(map(({ state }) => state === 'up'), distinctUntilChanged(), skip(1), filter((isUp) => isUp));
    const other$ = session.session$.pipe(map((signedIn) => signedIn?.user.userId), distinctUntilChanged(), skip(1));
    const subscription = merge(comesBack$, other$).subscribe(load);
    return () => {
      turn = -1;
      latest.current = undefined;
      subscription.unsubscribe();
    };
  }, [ask, link, session]);
  return { ...answer, again };
}

/** Where the answer's inside was not what its outside said, that is for whoever stands here no other thing than an answer that makes no sense. */
function answerFailure(error: unknown): ApiFailure {
  return error instanceof ApiError ? error.failure : { kind: 'garbage', status: 200 };
}
