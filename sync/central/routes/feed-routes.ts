import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { maxAskedVerdicts } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { waitForFeed } from '../feed.ts';
import type { ProtocolVersion } from '../../protocol/messages.ts';
import { streamSnapshot } from '../snapshot.ts';
import type { TillOf } from './till-routes.ts';

const maxWaitMs = 25_000;
const maxLimit = 5_000;
const defaultLimit = 500;

/** Numbers in a query are text; nothing is coerced. */
const WholeNumber = Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$' });
/** Operation ids with commas between */
const OperationIds = Type.String({ minLength: 1, maxLength: 10_000, pattern: `^[^,\\s]+(,[^,\\s]+){0,${maxAskedVerdicts - 1}}$` });
/** Without it the till is one of the first version */
const AskedProtocol = Type.Optional(Type.Union([Type.Literal('1'), Type.Literal('2')]));
const SnapshotQuery = Strict({ journalId: Id, protocol: AskedProtocol });
type SnapshotQuery = Type.Static<typeof SnapshotQuery>;
const FeedQuery = Strict({
  journalId: Id,
  epoch: Id,
  cursor: WholeNumber,
  limit: Type.Optional(WholeNumber),
  waitMs: Type.Optional(WholeNumber),
  waiting: Type.Optional(OperationIds),
  /** The sealing key that the till has, or `none`; without it the till is not told of another */
  sealingKey: Type.Optional(Id),
  protocol: AskedProtocol,
});
type FeedQuery = Type.Static<typeof FeedQuery>;

function versionOf(asked: '1' | '2' | undefined): ProtocolVersion {
  return asked === '2' ? 2 : 1;
}

export function feedRoutes(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  const { db, signal } = context;

  server.get<{ Querystring: SnapshotQuery }>('/till/v1/snapshot', { schema: { querystring: SnapshotQuery } }, async (request, reply) =>
    await reply
      .header('content-type', 'application/x-ndjson; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-store')
      .send(streamSnapshot(db, { journalId: request.query.journalId, protocol: versionOf(request.query.protocol) })));

  server.get<{ Querystring: FeedQuery }>('/till/v1/feed', { schema: { querystring: FeedQuery } }, async (request, reply) => {
    const { journalId, epoch, cursor, limit, waitMs, waiting, sealingKey } = request.query;
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    return await waitForFeed(
      { db, signal, abort: gone.signal, waitMs: Math.min(Number(waitMs ?? 0), maxWaitMs) },
      {
        journalId, epoch, cursor: Number(cursor), limit: Math.min(Math.max(Number(limit ?? defaultLimit), 1), maxLimit), protocol: versionOf(request.query.protocol),
        ...(sealingKey === undefined ? {} : { sealing: { hasKey: sealingKey, keys: context.sealing } }),
        ...(waiting === undefined ? {} : { waiting: { tillId: tillOf(request).tillId, opIds: waiting.split(',') } }),
      },
    );
  });
}
