import type { FastifyInstance } from 'fastify';
import type { CentralContext } from '../central-context.ts';
import { namesHash } from '../http/entity-tags.ts';
import { readStaffList } from '../staff/staff-lists.ts';
import type { TillOf } from './till-routes.ts';

export function staffRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  server.get('/till/v1/staff', async (request, reply) => {
    const list = await readStaffList(context.db, context.rootKeys, tillOf(request).storeId, context.now());
    void reply.header('etag', `"${list.hash}"`).header('cache-control', 'no-cache');
    return namesHash(request.headers['if-none-match'], list.hash) ? reply.status(304).send() : list;
  });
}
