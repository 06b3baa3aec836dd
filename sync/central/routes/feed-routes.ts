import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { waitForFeed } from '../feed.ts';
import { ProblemError } from '../problem-error.ts';

const maxWaitMs = 25_000;
const maxLimit = 5_000;
const defaultLimit = 500;

/** Numbers in a query are text; nothing is coerced. */
const WholeNumber = Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$' });
const FeedQuery = Strict({
  journalId: Id,
  epoch: Id,
  cursor: WholeNumber,
  limit: Type.Optional(WholeNumber),
  waitMs: Type.Optional(WholeNumber),
});
type FeedQuery = Type.Static<typeof FeedQuery>;

export function feedRoutes(server: FastifyInstance, context: CentralContext): void {
  const { db, epoch, signal } = context;

  server.get<{ Querystring: FeedQuery }>('/till/v1/feed', { schema: { querystring: FeedQuery } }, async (request, reply) => {
    const { journalId, cursor, limit, waitMs } = request.query;
    if (request.query.epoch !== epoch) throw new ProblemError('epoch-changed', 'The centre has begun a new epoch. Take a new snapshot.');
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    return await waitForFeed(
      { db, epoch, signal, abort: gone.signal, waitMs: Math.min(Number(waitMs ?? 0), maxWaitMs) },
      { journalId, cursor: Number(cursor), limit: Math.min(Math.max(Number(limit ?? defaultLimit), 1), maxLimit) },
    );
  });
}
