import { failureOf, problemCode } from '../client/api-failure.ts';
import type { JsonCaller, Telling } from '../client/json-caller.ts';
import type { JsonCall } from '../client/send-json.ts';
import type { Session } from './session.ts';

/** The sale goes on as nobody where the programme lets nobody sell: a scan must not wait for a PIN. */
const ofTheSale = /^v1\/(scans|sales|identify)\b/;

/**
 * Where the agent wants somebody to be signed in, asks at the screen and then makes the call again, so that nobody has
 * to repeat what they did. The agent's own refusal is thrown where nobody signed in.
 */
export function signInFirst(send: JsonCaller, session: Pick<Session, 'ask'>): JsonCaller {
  return async <Answer>(call: JsonCall, isIt: Telling): Promise<Answer> => {
    const first = await attempt(() => send<Answer>(call, isIt));
    if (first.ok || call.isQuiet === true) return settled(first);
    if (first.code === 'session-required') return (await session.ask('required')) ? send(call, isIt) : settled(first);
    if (first.code !== 'session-expired') return settled(first);
    if (!ofTheSale.test(call.path)) return (await session.ask('ended')) ? send(call, isIt) : settled(first);
    const asNobody = await attempt(() => send<Answer>(call, isIt));
    if (asNobody.ok || asNobody.code !== 'session-required') return settled(asNobody);
    return (await session.ask('ended')) ? send(call, isIt) : settled(asNobody);
  };
}

type Attempt<Answer> = { ok: true; answer: Answer } | { ok: false; error: unknown; code: string | undefined };

async function attempt<Answer>(work: () => Promise<Answer>): Promise<Attempt<Answer>> {
  try {
    return { ok: true, answer: await work() };
  } catch (error) {
    return { ok: false, error, code: problemCode(failureOf(error)) };
  }
}

function settled<Answer>(attempted: Attempt<Answer>): Answer {
  if (attempted.ok) return attempted.answer;
  throw attempted.error;
}
