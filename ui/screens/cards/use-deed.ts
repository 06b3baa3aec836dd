import { useCallback, useRef, useState } from 'react';
import { failureOf, type ApiFailure } from '../../client/api-failure.ts';
import { randomId } from '../../client/random-id.ts';
import type { Sent } from '../../client/cards-client.ts';
import { createIntents, type Intents } from '../../state/intents.ts';
import { steadyCall } from '../../state/steady-call.ts';
import { useTill } from '../../state/till-context.ts';

/**
 * Something that a person does here and that the journal shall have: sent once however often it must be sent, after a restart of
 * the agent by itself, and with a second person's approval where the agent asks for one.
 *
 *   idle ──run──► sending ──► idle (done)
 *                   │ ▲
 *                   ▼ │ the agent is away
 *                 waiting          refused ──► idle with `failure`
 */
export interface Deed {
  isBusy: boolean;
  /** The agent is away: it is sent when it is back */
  isWaiting: boolean;
  failure?: ApiFailure;
  /** Answers undefined where it was refused. `subject` is what an approval names; `request` is what tells one intent from another. */
  run<Request, Answer>(subject: string | undefined, request: Request, call: (request: Request, sent: Sent) => Promise<Answer>): Promise<Answer | undefined>;
  clear(): void;
}

export function useDeed(): Deed {
  const { approvals, link } = useTill();
  const [state, setState] = useState<Pick<Deed, 'isBusy' | 'isWaiting' | 'failure'>>({ isBusy: false, isWaiting: false });
  const intents = useRef<Intents | undefined>(undefined);
  const isRunning = useRef(false);

  const run: Deed['run'] = useCallback(async (subject, request, call) => {
    // A second press while the first is on its way is no second wish.
    if (isRunning.current) return undefined;
    isRunning.current = true;
    intents.current ??= createIntents(randomId);
    const key = intents.current.keyOf(request);
    setState({ isBusy: true, isWaiting: false });
    const onWaiting = (isWaiting: boolean) => setState({ isBusy: true, isWaiting });
    try {
      const answer = await approvals.run(subject, (overrideId) => steadyCall(() => call(request, { key, ...(overrideId === undefined ? {} : { overrideId }) }), () => link.whenUp(), onWaiting));
      intents.current.settle();
      setState({ isBusy: false, isWaiting: false });
      return answer;
    } catch (error) {
      setState({ isBusy: false, isWaiting: false, failure: failureOf(error) });
      return undefined;
    } finally {
      isRunning.current = false;
    }
  }, [approvals, link]);
  const clear = useCallback(() => setState((before) => (before.failure === undefined ? before : { isBusy: before.isBusy, isWaiting: before.isWaiting })), []);
  return { ...state, run, clear };
}
