import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { maskNumbers } from '../../../agent/domain/cards/mask-numbers.ts';
import { explain } from '../../../agent/domain/validation/explain.ts';
import { centralProblems, type CentralProblemCode } from '../../protocol/problem-codes.ts';
import type { CentralLog } from '../central-log.ts';
import { DatabaseUnavailable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';

export function problemDocument(code: CentralProblemCode, detail: string, members: ProblemError['members'] = {}) {
  const { status, title } = centralProblems[code];
  return { type: 'about:blank', title, status, code, detail, ...members };
}

export async function sendProblem(reply: FastifyReply, code: CentralProblemCode, detail: string, members: ProblemError['members'] = {}): Promise<void> {
  const { retryAfterSeconds } = members;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  await reply
    .status(centralProblems[code].status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    // of the answer that it would have been
    .removeHeader('content-encoding')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemDocument(code, detail, members));
}

/** Turns every error into a problem document; what nobody expected is logged and answered without its text. */
export function answerError(log: CentralLog) {
  return async (error: FastifyError | ProblemError | DatabaseUnavailable, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (error instanceof ProblemError) return await sendProblem(reply, error.code, error.message, error.members);
    if (error instanceof DatabaseUnavailable) {
      log.warn({ err: error, method: request.method, url: request.routeOptions.url }, 'the database is away');
      // tills that were refused together shall not come back together
      const retryAfterSeconds = 1 + Math.floor(Math.random() * 3);
      return await sendProblem(reply.header('retry-after', String(retryAfterSeconds)), 'database-unavailable', 'The database does not answer. Try again shortly; what was sent may or may not have been taken.');
    }
    const known = ofSchema(error, request) ?? ofFastify(error);
    if (known !== undefined) return await sendProblem(reply, known.code, known.detail, known.members);
    log.error({ err: error, method: request.method, url: request.routeOptions.url }, 'a request failed');
    return await sendProblem(reply, 'internal', 'The centre made a mistake; it is logged there. Nothing was changed.');
  };
}

interface KnownFault {
  code: CentralProblemCode;
  detail: string;
  members?: ProblemError['members'];
}

/** What is wrong by the schema of the route, in the words of the kernel. Nothing that may be a card number is said again. */
function ofSchema(error: FastifyError, { routeOptions, body, params, query }: FastifyRequest): KnownFault | undefined {
  if (error.validation === undefined) return undefined;
  const part = error.validationContext ?? 'body';
  const schema = (routeOptions.schema as Record<string, object | undefined> | undefined)?.[part];
  const value = { body, params, querystring: query }[part as string];
  const { path = '', detail = 'does not have the described form' } = (schema === undefined ? undefined : explain(schema, value ?? null)) ?? {};
  const where = part === 'body' ? path || 'The body' : `${part} ${path}`;
  return { code: 'bad-request', detail: `${maskNumbers(where)} ${detail}`, members: { path } };
}

function ofFastify(error: FastifyError): KnownFault | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'body-too-large', detail: 'The body is over the limit of this call.' };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'unsupported-media-type', detail: 'Send application/json.' };
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return { code: 'bad-json', detail: 'The body is not JSON.' };
    default:
      // faults of the client that have no code of their own: a wrong Content-Length, a bad escape in the URL
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? { code: 'bad-request', detail: STATUS_CODES[error.statusCode] ?? 'Bad Request' }
        : undefined;
  }
}
