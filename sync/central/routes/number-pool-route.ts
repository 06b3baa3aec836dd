import type { FastifyInstance } from 'fastify';
import { NumberPoolMessage } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { leaseNumbers } from '../cards/number-pools.ts';
import { assertNotQuarantined } from '../revocation.ts';
import type { TillOf } from './till-routes.ts';

export function numberPoolRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  server.post<{ Body: NumberPoolMessage }>('/till/v1/number-pools', { schema: { body: NumberPoolMessage } }, async (request) => {
    const till = tillOf(request);
    await assertNotQuarantined(context.db, till);
    return await leaseNumbers(context, till, request.body, context.now());
  });
}
