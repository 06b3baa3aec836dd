import type { FastifyInstance } from 'fastify';
import type { CentralContext } from '../central-context.ts';
import { readTrust } from '../trust.ts';
import type { TillOf } from './till-routes.ts';

export function trustRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  server.get('/till/v1/trust', async (request) => await readTrust(context.db, await context.rootKeys.inForce(context.db), tillOf(request), context.now()));
}
