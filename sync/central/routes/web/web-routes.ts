import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CentralContext } from '../../central-context.ts';
import { bearerToken, unauthorized } from '../../http/bearer.ts';
import { inHaste } from '../../pacer.ts';
import { ProblemError } from '../../problem-error.ts';
import { findApiKey, type ApiKey } from '../../web/api-keys.ts';
import { assertStorable } from './assert-storable.ts';
import { cardRoute } from './card-route.ts';
import { claimRoute } from './claim-route.ts';
import { eventRoute } from './event-route.ts';
import { forecastRoutes } from './forecast-routes.ts';
import { webReturnRoutes } from './return-routes.ts';
import { webSaleRoutes } from './sale-routes.ts';
import { sendWebReply, type WebRoute } from './web-route.ts';

/** A basket of 2,000 lines is a fifth of it. */
const bodyLimitBytes = 1_048_576;

/** Everything under `/v1`: what others than tills ask, each with an API key. */
export function webRouteTable(context: CentralContext): WebRoute[] {
  return [...webSaleRoutes(context), ...webReturnRoutes(context), ...forecastRoutes(context), eventRoute(context), claimRoute(context), cardRoute(context)];
}

export async function webRoutes(server: FastifyInstance, context: CentralContext, table: readonly WebRoute[]): Promise<void> {
  const keys = new WeakMap<FastifyRequest, ApiKey>();
  await server.register(async (scope) => {
    inHaste(scope);
    scope.addHook('onRequest', async (request) => {
      const key = await findApiKey(context.db, bearerToken(request));
      if (key === undefined) throw unauthorized();
      keys.set(request, key);
    });
    for (const route of table) addWebRoute(scope, route, (request) => {
      const key = keys.get(request);
      if (key === undefined) throw unauthorized();
      if (!route.scopes.includes(key.scope)) throw new ProblemError('key-out-of-scope', `A key with the scope ${key.scope} may not make this call.`);
      return key;
    });
  });
}

function addWebRoute(scope: FastifyInstance, route: WebRoute, keyOf: (request: FastifyRequest) => ApiKey): void {
  scope.route({
    method: route.method,
    url: route.path.replaceAll(/\{([^}]+)\}/gu, ':$1'),
    bodyLimit: bodyLimitBytes,
    schema: { params: route.params, querystring: route.query, ...(route.body === undefined ? {} : { body: route.body }) },
    // before the body is looked at: a key that may not call learns nothing of what the call would want
    onRequest: async (request) => void keyOf(request),
    preHandler: async (request) => assertStorable(request.body),
    handler: async (request, reply) => {
      const answer = await route.handle({
        key: keyOf(request),
        params: request.params,
        query: request.query,
        body: request.body,
        idempotencyKey: route.needsIdempotencyKey ? idempotencyKey(request) : '',
        target: `${request.method} ${request.url}`,
      });
      await sendWebReply(reply, answer);
      return reply;
    },
  });
}

/** @throws ProblemError `idempotency-key-required`, `bad-request` */
function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') throw new ProblemError('idempotency-key-required', 'Send an Idempotency-Key header: a new one for each request, the same one for a repeat.');
  if (key.length > 200) throw new ProblemError('bad-request', 'The Idempotency-Key may have at most 200 characters.');
  return key;
}
