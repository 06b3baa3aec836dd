import { refuse } from '../../usecases/outcome.ts';
import { admissionOf } from './admission.ts';
import { trackProblem } from './bank-track.ts';
import { problemMediaType, problemOf } from './problem.ts';
import { validationProblem } from './validation-problem.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OperatorDesk } from '../../usecases/operators/operator-desk.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import type { Refusal } from '../../usecases/outcome.ts';
import type { Call, Reply, Route } from './route.ts';

/** Mounts one route of the table. Whether the caller may is asked here, for every route alike. */
export function addRoute(app: FastifyInstance, route: Route, desk: OperatorDesk, isBankTrack: (text: string) => boolean): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{([^}]+)\}/gu, ':$1'),
    config: { open: route.open },
    handler: async (request, reply) => {
      const admission = route.open ? undefined : admissionOf(desk, route, request);
      const refused = admission?.early();
      if (refused !== undefined) return sendProblem(reply, refused);
      const unfit = (route.readsTracks ? undefined : trackProblem([request.params, request.query, request.body, request.headers['idempotency-key']], isBankTrack)) ?? misfit(request, route);
      if (unfit !== undefined) return sendProblem(reply, unfit);
      const key = route.needsIdempotencyKey ? idempotencyKey(request) : '';
      if (typeof key !== 'string') return sendProblem(reply, key);
      const call: Call<unknown, unknown, unknown> = {
        client: request.tillClient,
        actor: {},
        params: request.params,
        query: request.query,
        body: request.body,
        idempotencyKey: key,
        target: `${request.method} ${request.url}`,
      };
      const entered = admission?.enter(call) ?? { ok: true as const, call };
      if (!entered.ok) return sendProblem(reply, entered);
      const answer = await route.handle(entered.call);
      admission?.leave(answer, 'spent' in entered ? entered.spent : undefined);
      return sendReply(reply, answer);
    },
  });
}

/**
 * What is wrong with a request by the schemas of its route. Asked here and not named to the server, which would compile every schema before it listens:
 * a restart would take a quarter longer. Each is compiled by the first call that it describes.
 */
function misfit(request: FastifyRequest, { params, body, query }: Route): Refusal<'bad-request'> | undefined {
  const parts = [['params', params, request.params], ['body', body, request.body], ['querystring', query, request.query]] as const;
  for (const [part, schema, value] of parts) {
    if (schema === undefined) continue;
    const validate = request.compileValidationSchema(schema, part);
    if (!validate(value ?? null)) return validationProblem(schema, value ?? null, part);
  }
  return undefined;
}

export function sendProblem(reply: FastifyReply, refusal: Refusal<ProblemCode>): FastifyReply {
  const problem = problemOf(refusal);
  const retryAfterMs = refusal.facts?.['retryAfterMs'];
  if (typeof retryAfterMs === 'number') void reply.header('retry-after', String(Math.ceil(retryAfterMs / 1_000)));
  return reply.code(problem.status).type(problemMediaType).send(JSON.stringify(problem));
}

function sendReply(reply: FastifyReply, answer: Reply<unknown>): FastifyReply {
  if ('code' in answer) return sendProblem(reply, answer);
  if ('file' in answer) {
    const { name, mediaType, content } = answer.file;
    return reply.code(200).type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(content));
  }
  if ('stored' in answer) {
    const { status, answer: text } = answer.stored;
    return reply.code(status).type(status < 400 ? jsonMediaType : problemMediaType).send(text);
  }
  return reply.code(200).type(jsonMediaType).send(JSON.stringify(answer.body));
}

const jsonMediaType = 'application/json; charset=utf-8';

function idempotencyKey(request: FastifyRequest): string | Refusal<'idempotency-key-required' | 'bad-request'> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return refuse('idempotency-key-required', 'Send an Idempotency-Key header: a new one for each request, the same one for a repeat.');
  return key.length <= 200 ? key : refuse('bad-request', 'The Idempotency-Key may have at most 200 characters.');
}
