import type { FastifyInstance } from 'fastify';
import { HoldMessage } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { requestHold } from '../holds.ts';
import { assertNotQuarantined } from '../revocation.ts';
import type { TillOf } from './till-routes.ts';

export function holdRoute(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  server.post<{ Body: HoldMessage }>('/till/v1/holds', { schema: { body: HoldMessage } }, async (request) => {
    const till = tillOf(request);
    await assertNotQuarantined(context.db, till);
    const reply = await requestHold(context, request.body, context.now(), till.tillId);
    context.signal.notify();
    return reply;
  });
}
