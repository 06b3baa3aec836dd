import { digestOf } from '../../usecases/digest.ts';
import { refuse } from '../../usecases/outcome.ts';
import { problemOf } from './problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdempotentAnswer, Journal } from '../../ports/journal.ts';
import type { Call, Reply } from './route.ts';

/** Makes the answer to keep for this request's key; whoever calls it stores it in the transaction of the work. */
export type Remember = (body: unknown) => IdempotentAnswer;

/**
 * `POST` with an Idempotency-Key (DESIGN §8): the same request again gets the stored answer, another one under the same key is refused.
 * Answers of 500 and above are not kept: they say that nothing was decided. Nor is a refusal that a second person may lift: the same call comes again with the approval.
 */
export interface Idempotency {
  run<Body>(call: Call<unknown, unknown, unknown>, work: (remember: Remember) => Promise<Reply<Body>>): Promise<Reply<Body>>;
}

function mayBeLifted(reply: Reply<unknown>): boolean {
  return 'code' in reply && (reply.code === 'limit-reached' || (reply.code === 'redemption-refused' && reply.facts?.['limitedBy'] === 'identification'));
}

export function createIdempotency(journal: Journal, clock: Clock): Idempotency {
  /** A repeat that comes while the first is still under way waits for it. */
  const underWay = new Map<string, Promise<unknown>>();

  async function once<Body>(call: Call<unknown, unknown, unknown>, work: (remember: Remember) => Promise<Reply<Body>>): Promise<Reply<Body>> {
    const { client, idempotencyKey: key } = call;
    const requestHash = digestOf({ target: call.target, body: call.body });
    const stored = journal.idempotentAnswer(client, key);
    if (stored !== undefined) {
      return stored.requestHash === requestHash ? { stored } : refuse('idempotency-key-reused', 'Use a new Idempotency-Key for a new request.');
    }
    const answer = (status: number, body: unknown): IdempotentAnswer => ({ client, key, requestHash, status, answer: JSON.stringify(body), atMs: clock.now().atMs });
    let isStored = false;
    const reply = await work((body) => {
      isStored = true;
      return answer(200, body);
    });
    // A file is not stored: no call that makes one is idempotent by a key.
    if ('file' in reply) return reply;
    const own = 'body' in reply ? answer(200, reply.body) : 'code' in reply ? answer(problemOf(reply).status, problemOf(reply)) : reply.stored;
    if (!isStored && own.status < 500 && !mayBeLifted(reply)) journal.append([], clock.now(), { idempotent: own });
    return reply;
  }

  return {
    run: async (call, work) => {
      const slot = JSON.stringify([call.client, call.idempotencyKey]);
      const before = underWay.get(slot);
      const mine = (before ?? Promise.resolve()).then(() => once(call, work));
      const settled = mine.then(() => undefined, () => undefined);
      underWay.set(slot, settled);
      try {
        return await mine;
      } finally {
        if (underWay.get(slot) === settled) underWay.delete(slot);
      }
    },
  };
}
