import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { fingerprintLength } from '../../protocol/enrolment-code.ts';
import { EnrolRequest, type RootRotationsAnswer } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { enrolTill } from '../enrolment.ts';
import { readRotationsAfter } from '../root-rotation.ts';

const RotationsQuery = Strict({ after: Type.String({ pattern: `^[0-9a-f]{${fingerprintLength}}$`, description: `${fingerprintLength} hexadecimal digits in small letters` }) });
type RotationsQuery = Type.Static<typeof RotationsQuery>;

/** What a till may call without a token: enrolment, and the chain of root keys, which is public. A till that was revoked asks for it too. */
export function enrolRoutes(server: FastifyInstance, context: CentralContext): void {
  server.post<{ Body: EnrolRequest }>('/till/v1/enrol', { schema: { body: EnrolRequest }, bodyLimit: 16 * 1024 }, async (request) => {
    const answer = await enrolTill(context.db, await context.rootKeys.inForce(context.db), request.body, context.now());
    context.log.info({ tillId: answer.tillId, storeId: answer.storeId }, 'a till was enrolled');
    return answer;
  });

  server.get<{ Querystring: RotationsQuery }>('/till/v1/root-rotations', { schema: { querystring: RotationsQuery } }, async (request): Promise<RootRotationsAnswer> => ({
    rotations: await readRotationsAfter(context.db, request.query.after),
  }));
}
