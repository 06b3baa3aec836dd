import type { FastifyInstance } from 'fastify';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type Type from 'typebox';
import { CodeMessage, PhoneLookUp, VerificationRequest } from '../../protocol/customer-messages.ts';
import type { CentralContext } from '../central-context.ts';
import { lookAtPhones } from '../merging/look-at-phones.ts';
import { findByPhone } from '../profiles/find-by-phone.ts';
import { checkVerification, requestVerification } from '../profiles/verifications.ts';
import type { TillOf } from './till-routes.ts';

const VerificationParams = Strict({ verificationId: Id });
type VerificationParams = Type.Static<typeof VerificationParams>;

/** Persons, while a customer stands at a till: whose telephone it is, and whether it is theirs. */
export function personRoutes(server: FastifyInstance, context: CentralContext, tillOf: TillOf): void {
  const { db, signal, log, now } = context;

  server.post<{ Body: PhoneLookUp }>('/till/v1/customers-by-phone', { schema: { body: PhoneLookUp } }, async (request) => await findByPhone(db, request.body.phone));

  server.post<{ Body: VerificationRequest }>('/till/v1/verifications', { schema: { body: VerificationRequest } }, async (request) => {
    const { tillId } = tillOf(request);
    const answer = await requestVerification(context, request.body, tillId, now());
    if (answer.outcome === 'refused') log.info({ tillId, reason: answer.reason }, 'a till asked for a code that is not sent');
    return answer;
  });

  server.post<{ Params: VerificationParams; Body: CodeMessage }>('/till/v1/verifications/:verificationId/code', { schema: { params: VerificationParams, body: CodeMessage } }, async (request) => {
    const answer = await checkVerification(context, request.params.verificationId, request.body, now());
    if (answer.outcome === 'refused') return answer;
    try {
      await lookAtPhones(context, now());
    } catch (err) {
      log.warn({ err }, 'a telephone is confirmed and could not be compared; the jobs do it');
    }
    signal.notify();
    return answer;
  });
}
