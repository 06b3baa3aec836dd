import type { FastifyInstance } from 'fastify';
import { TillKeyRequest } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { changeTillKey } from '../till-key.ts';
import type { TillOf } from './till-routes.ts';

export function tillKeyRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  server.post<{ Body: TillKeyRequest }>('/till/v1/till-key', { schema: { body: TillKeyRequest } }, async (request) => {
    const till = tillOf(request);
    const answer = await changeTillKey(context.db, till, request.body, context.now());
    context.log.info({ tillId: till.tillId }, 'a till has a new key');
    return answer;
  });
}
