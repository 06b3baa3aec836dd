/** One table of routes drives the server under /v1 and /openapi.json: what is described is what is checked. */
import type { FastifyReply } from 'fastify';
import type Type from 'typebox';
import type { ProblemCode } from '../../../../agent/contract/problem.ts';
import { Strict } from '../../../../agent/domain/scalars.ts';
import type { CentralProblemCode } from '../../../protocol/problem-codes.ts';
import type { ApiKey, ApiScope } from '../../web/api-keys.ts';
import { refusalDocument, type WebReply } from '../../web/web-reply.ts';

export interface WebRequest<Params, Query, Body> {
  readonly key: ApiKey;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Set where the route asks for it */
  readonly idempotencyKey: string;
  /** Method and path with the ids in it: part of what an idempotency key stands for */
  readonly target: string;
}

export interface WebRoute {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With `{name}` for parameters, as OpenAPI writes it */
  readonly path: string;
  readonly summary: string;
  /** Which keys may call it */
  readonly scopes: readonly ApiScope[];
  readonly params: Type.TSchema;
  readonly query: Type.TSchema;
  readonly body?: Type.TSchema;
  readonly answer: Type.TSchema;
  readonly problems: readonly (ProblemCode | CentralProblemCode)[];
  readonly needsIdempotencyKey: boolean;
  readonly handle: (request: WebRequest<unknown, unknown, unknown>) => Promise<WebReply<unknown>>;
}

const NoFields = Strict({});

interface WebRouteDefinition<Params extends Type.TSchema, Query extends Type.TSchema, Body extends Type.TSchema, Answer extends Type.TSchema>
  extends Omit<WebRoute, 'params' | 'query' | 'body' | 'answer' | 'problems' | 'needsIdempotencyKey' | 'handle'> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly problems?: WebRoute['problems'];
  readonly needsIdempotencyKey?: true;
  readonly handle: (request: WebRequest<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>) => Promise<WebReply<Type.Static<Answer>>>;
}

/** Types a handler by its schemas. The server has checked the request against them before the handler sees it. */
export function webRoute<
  Answer extends Type.TSchema,
  Params extends Type.TSchema = typeof NoFields,
  Query extends Type.TSchema = typeof NoFields,
  Body extends Type.TSchema = typeof NoFields,
>({ params, query, body, problems = [], needsIdempotencyKey, handle, ...rest }: WebRouteDefinition<Params, Query, Body, Answer>): WebRoute {
  return {
    ...rest,
    params: params ?? NoFields,
    query: query ?? NoFields,
    ...(body === undefined ? {} : { body }),
    problems,
    needsIdempotencyKey: needsIdempotencyKey === true,
    handle: async (request) => await handle(request as WebRequest<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>),
  };
}

export async function sendWebReply(reply: FastifyReply, answer: WebReply<unknown>): Promise<void> {
  const { status, text } = written(answer);
  await reply.status(status).header('content-type', status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8').serializer((payload: unknown) => String(payload)).send(text);
}

function written(answer: WebReply<unknown>): { status: number; text: string } {
  if ('stored' in answer) return { status: answer.stored.status, text: answer.stored.answer };
  if ('code' in answer) {
    const document = refusalDocument(answer);
    return { status: document.status, text: JSON.stringify(document) };
  }
  return { status: 200, text: JSON.stringify(answer.body) };
}
