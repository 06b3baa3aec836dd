import type { FastifyInstance } from 'fastify';
import { EnrolRequest } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { enrolTill } from '../enrolment.ts';

/** The one call of a till that has no token yet. */
export function enrolRoutes(server: FastifyInstance, context: CentralContext): void {
  server.post<{ Body: EnrolRequest }>('/till/v1/enrol', { schema: { body: EnrolRequest }, bodyLimit: 16 * 1024 }, async (request) => {
    const answer = await enrolTill(context.db, context.rootKey, request.body, context.now());
    context.log.info({ tillId: answer.tillId, storeId: answer.storeId }, 'a till was enrolled');
    return answer;
  });
}
