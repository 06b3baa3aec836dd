import type { FastifyInstance } from 'fastify';
import { createBlockLists } from '../block-list.ts';
import type { CentralContext } from '../central-context.ts';
import { namesHash } from '../http/entity-tags.ts';
import { readEpoch } from '../meta.ts';

export function blockListRoute(server: FastifyInstance, context: CentralContext): void {
  const lists = createBlockLists(context.db, context.rootKey);
  server.get('/till/v1/block-list', async (request, reply) => {
    const list = await lists.read(await readEpoch(context.db), context.now());
    void reply.header('etag', `"${list.hash}"`).header('cache-control', 'no-cache');
    return namesHash(request.headers['if-none-match'], list.hash) ? reply.status(304).send() : list;
  });
}
