import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { maxAskedVerdicts } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { waitForFeed } from '../feed.ts';
import { feedAnswerText } from '../feed-answer-text.ts';
import type { AskedOperation } from '../feed-page.ts';
import { FeedReader } from '../feed-reader.ts';
import { FeedTurns } from '../feed-turns.ts';
import { AskedProtocol, versionOf } from './asked-protocol.ts';
import type { TillOf } from './till-routes.ts';

const maxWaitMs = 25_000;
const maxLimit = 5_000;
const defaultLimit = 500;

/** Numbers in a query are text; nothing is coerced. */
const WholeNumber = Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$', description: 'a whole number from 0' });
/** Operation ids with commas between */
const OperationIds = Type.String({ minLength: 1, maxLength: 10_000, pattern: `^[^,\\s]+(,[^,\\s]+){0,${maxAskedVerdicts - 1}}$`, description: `at most ${maxAskedVerdicts} ids with commas between` });
/** The same with reasons: `id~reason` */
const ParkedOperations = Type.String({ minLength: 1, maxLength: 15_000, pattern: `^[^,~\\s]+~[^,~\\s]+(,[^,~\\s]+~[^,~\\s]+){0,${maxAskedVerdicts - 1}}$`, description: `at most ${maxAskedVerdicts} times id~reason with commas between` });
const FeedQuery = Strict({
  journalId: Id,
  epoch: Id,
  cursor: WholeNumber,
  limit: Type.Optional(WholeNumber),
  /** Last operation of the journal that the till's rows contain */
  through: Type.Optional(WholeNumber),
  waitMs: Type.Optional(WholeNumber),
  waiting: Type.Optional(OperationIds),
  /** Parked operations of the till, each with the reason that it knows */
  parked: Type.Optional(ParkedOperations),
  /** The sealing key that the till has, or `none`; without it the till is not told of another */
  sealingKey: Type.Optional(Id),
  /** Position after which verdicts on cards may have changed; without it the till is not told of them */
  revisedAfter: Type.Optional(WholeNumber),
  /** The same of the key of telephone hashes */
  phoneKey: Type.Optional(Id),
  protocol: AskedProtocol,
});
type FeedQuery = Type.Static<typeof FeedQuery>;

/** An operation that waited has no reason that counts. */
function askedFrom(waiting: string | undefined, parked: string | undefined): AskedOperation[] {
  return [...split(waiting).map((opId) => ({ opId })), ...split(parked).map((asked) => ({ opId: asked.slice(0, asked.indexOf('~')), parkedFor: asked.slice(asked.indexOf('~') + 1) }))];
}

function split(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(',');
}

export function feedRoutes(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  const { db, signal } = context;
  const reader = new FeedReader(db);
  const turns = new FeedTurns();
  server.addHook('preClose', (done) => {
    turns.close();
    done();
  });

  server.get<{ Querystring: FeedQuery }>('/till/v1/feed', { schema: { querystring: FeedQuery } }, async (request, reply) => {
    const { journalId, epoch, cursor, limit, through, waitMs, waiting, parked, sealingKey, revisedAfter, phoneKey } = request.query;
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const answer = await waitForFeed(
      { reader, turns, signal, abort: gone.signal, waitMs: Math.min(Number(waitMs ?? 0), maxWaitMs) },
      {
        journalId, tillId: tillOf(request).tillId, epoch, cursor: Number(cursor), limit: Math.min(Math.max(Number(limit ?? defaultLimit), 1), maxLimit), protocol: versionOf(request.query.protocol),
        ...(through === undefined ? {} : { throughSeq: Number(through) }),
        ...(revisedAfter === undefined ? {} : { revisedAfter: Number(revisedAfter) }),
        ...(sealingKey === undefined ? {} : { sealing: { hasKey: sealingKey, keys: context.sealing } }),
        ...(phoneKey === undefined ? {} : { phones: { hasKey: phoneKey, keys: context.phoneKeys } }),
        asked: askedFrom(waiting, parked),
      },
    );
    return await reply.header('content-type', 'application/json; charset=utf-8').send(feedAnswerText(answer));
  });
}
