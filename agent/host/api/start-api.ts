import fastifyCookie from '@fastify/cookie';
import Fastify from 'fastify';
import { namesHalfCharacter } from '../../domain/validation/half-character.ts';
import { isBankTrack } from '../../domain/codes/swipe.ts';
import { refuse } from '../../usecases/outcome.ts';
import { isLoyaltyNumber } from '../../usecases/scan.ts';
import { maskNumbers } from '../log/mask.ts';
import { addRoute, sendProblem } from './add-route.ts';
import { bodyLimitBytes, errorProblem } from './error-problem.ts';
import { HalfCharacter } from './half-character.ts';
import { streamEvents } from './event-stream.ts';
import { openApiDocument } from './openapi.ts';
import { pageCookieName } from './page-access.ts';
import { addPage } from './page-routes.ts';
import { problemMediaType, problemOf } from './problem.ts';
import { checkSource, identifyClient } from './request-guard.ts';
import { deskRoutes } from './routes/desk-routes.ts';
import { limitRoutes } from './routes/limit-routes.ts';
import { cardRoutes } from './routes/card-routes.ts';
import { claimRoute } from './routes/claim-route.ts';
import { customerRoutes } from './routes/customer-routes.ts';
import { deviceLines } from '../metrics/device-lines.ts';
import { deviceRoutes } from './routes/device-routes.ts';
import { diagnosticsRoutes } from './routes/diagnostics-routes.ts';
import { operatorRoutes } from './routes/operator-routes.ts';
import { forecastRoute } from './routes/forecast-route.ts';
import { journalRoutes } from './routes/journal-routes.ts';
import { readingRoutes } from './routes/reading-routes.ts';
import { redemptionRoutes } from './routes/redemption-routes.ts';
import { returnRoutes } from './routes/return-routes.ts';
import { saleRoutes } from './routes/sale-routes.ts';
import { slipRoutes } from './routes/slip-routes.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { PageAccess } from './page-access.ts';
import type { Client } from './route.ts';
import type { ApiServices } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request is let in; `page` for open calls, which look at nothing */
    tillClient: Client;
  }
  interface FastifyContextConfig {
    /** Needs no token */
    open?: boolean;
  }
}

export interface ApiOptions {
  readonly services: ApiServices;
  readonly token: string;
  readonly tillSoftwareToken: string;
  readonly page: PageAccess;
  readonly pageFolder: string | undefined;
  readonly log: Logger;
}

export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on the loopback address. Rejects with the server's error, `EADDRINUSE` for a taken port. */
export async function startApi(options: ApiOptions, address: { readonly host: string; readonly port: number }): Promise<RunningApi> {
  let port = address.port;
  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false, strict: true } },
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply, errorProblem(error) ?? refuse('bad-request', 'The request cannot be read.'));
    },
    clientErrorHandler: (_error, socket) => {
      const body = JSON.stringify(problemOf(refuse('bad-request', 'This is not a request that HTTP knows.')));
      if (socket.writable) socket.write(`HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
      // The server has let go of this connection, so that nothing else would end it if the client does not.
      socket.destroySoon();
    },
  });
  readOnlyJson(app);
  app.decorateRequest('tillClient', 'page');
  await app.register(fastifyCookie);
  addObservation(app, options);
  addGuard(app, options, () => port);
  addFailures(app, options.log);
  await addCalls(app, options, () => port);
  await app.listen({ host: address.host, port: address.port });
  const bound = app.server.address();
  if (bound !== null && typeof bound === 'object') ({ port } = bound);
  return { port, close: () => closeServer(app) };
}

/** Longer than any call takes: the longest wait is for a hold. */
const patienceMs = 1_000;

/** Lets the calls that run end. Whoever holds a connection without a call (a browser that opened one ahead, half a request, a stream that nobody reads) is cut off. */
async function closeServer(app: FastifyInstance): Promise<void> {
  const cutOff = setTimeout(() => {
    app.server.closeAllConnections();
  }, patienceMs);
  await app.close().finally(() => clearTimeout(cutOff));
}

/** JSON alone is read. A call without a body may still say that its body would be JSON. */
function readOnlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (request.method === 'DELETE' && text === '') done(null);
    else void parse(request, text, (error, value) => (error === null && namesHalfCharacter(text, value) ? done(new HalfCharacter()) : done(error, value)));
  });
}

function addGuard(app: FastifyInstance, { token, tillSoftwareToken, page }: ApiOptions, port: () => number): void {
  const secrets = { token, tillSoftwareToken, cookieValue: page.cookieValue };
  app.addHook('onRequest', async (request, reply) => {
    const guarded = { method: request.method, headers: request.headers, cookie: request.cookies[pageCookieName(port())] };
    const refused = checkSource(guarded, port());
    if (refused !== undefined) return sendProblem(reply, refused);
    if (isOpen(request)) return undefined;
    const known = identifyClient(guarded, secrets);
    if (!known.ok) return sendProblem(reply.header('www-authenticate', 'Bearer'), known);
    request.tillClient = known.client;
    return undefined;
  });
}

/** What is not there needs no token, except under /v1: there even the absence is nobody's business (the page's files match any address). */
function isOpen(request: FastifyRequest): boolean {
  return !request.url.startsWith('/v1') && (request.is404 || request.routeOptions.config.open === true);
}

function addFailures(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, refuse('not-found', 'This address means nothing here. GET /openapi.json describes the calls.')));
  app.setErrorHandler((error, request, reply) => {
    const problem = errorProblem(error);
    if (problem !== undefined && problem.code !== 'journal-unavailable') return sendProblem(reply, problem);
    // The path may hold a card number, and so may a message: the log gets them masked, the client gets neither.
    const said = error instanceof Error ? { name: error.name, message: maskNumbers(error.message), stack: maskNumbers(error.stack ?? '') } : { message: maskNumbers(String(error)) };
    log.error({ route: `${request.method} ${request.routeOptions.url ?? ''}`, error: said }, 'a request failed');
    return sendProblem(reply, problem ?? refuse('internal', 'The agent made a mistake and wrote it into its log. Nothing says that the request was done.'));
  });
}

function addObservation(app: FastifyInstance, { services }: ApiOptions): void {
  app.addHook('onResponse', async (request, reply) => {
    services.metrics.observeRequest(`${request.method} ${request.routeOptions.url ?? 'unknown'}`, reply.elapsedTime);
  });
  app.addHook('onRequest', async (request, reply) => {
    addSecurityHeaders(reply);
    if (request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
  });
  app.addHook('preClose', async () => {
    services.bus.close();
  });
}

const contentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function addSecurityHeaders(reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
}

async function addCalls(app: FastifyInstance, options: ApiOptions, port: () => number): Promise<void> {
  const { services } = options;
  const routes = [...readingRoutes(services), ...deviceRoutes(services), ...diagnosticsRoutes(services), forecastRoute(services), ...saleRoutes(services), ...redemptionRoutes(services), ...returnRoutes(services), ...journalRoutes(services), ...slipRoutes(services), ...operatorRoutes(services), ...deskRoutes(services), ...limitRoutes(services), ...cardRoutes(services), ...customerRoutes(services), claimRoute(services)];
  const isTrack = (text: string): boolean => isBankTrack(text, (number) => {
    const compiled = services.till.activeBundle();
    return compiled !== undefined && isLoyaltyNumber(compiled, number);
  });
  for (const route of routes) addRoute(app, route, services.operators, isTrack);
  // Made when it is first asked for: a start need not wait for its examples.
  let document: string | undefined;
  app.get('/openapi.json', { config: { open: true } }, (_request, reply) => reply.type('application/json; charset=utf-8').send((document ??= JSON.stringify(openApiDocument(routes)))));
  app.get('/metrics', (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${services.metrics.text(services.status())}${deviceLines(services.devices.view())}`));
  app.get('/v1/events', (_request, reply) => {
    streamEvents(reply, services.bus, () => services.status());
  });
  await addPage(app, { folder: options.pageFolder, access: options.page, port });
}
