import type { FastifyInstance } from 'fastify';
import { HoldMessage } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { requestHold } from '../holds.ts';

export function holdRoute(server: FastifyInstance, context: CentralContext): void {
  server.post<{ Body: HoldMessage }>('/till/v1/holds', { schema: { body: HoldMessage } }, async (request) => {
    const reply = await requestHold(context, request.body, context.now());
    context.signal.notify();
    return reply;
  });
}
