import Fastify, { type FastifyInstance } from 'fastify';
import { centralProblems } from '../../protocol/problem-codes.ts';
import { centralTimeHeader } from '../../protocol/messages.ts';
import { requestCodings } from '../../protocol/request-codings.ts';
import type { CentralLog } from '../central-log.ts';
import { answerError, problemDocument, sendProblem } from './error-handler.ts';
import { unpackBody } from './unpack-body.ts';

export const bodyLimitBytes = 8 * 1024 * 1024;

/** A server without routes: limits, strict validation, the time in every answer, and a problem document for every error. */
export function createServer(options: { log: CentralLog; now: () => number; isClosing: () => boolean }): FastifyInstance {
  const { log, now, isClosing } = options;
  const server = Fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    // we answer a problem document while closing; Fastify's own answer is none
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // long polls hold an answer back for 25 s at most; a request itself must arrive in this time
    requestTimeout: 60_000,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false } },
    frameworkErrors: (_error, _request, reply) => {
      // no hook runs for these
      void sendProblem(reply.header(centralTimeHeader, String(now())), 'bad-request', 'The URL is malformed.');
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
      const { status, title } = centralProblems['bad-request'];
      const body = JSON.stringify(problemDocument('bad-request', 'This is no HTTP/1.1 request, or it took too long.'));
      return socket.end(
        `HTTP/1.1 ${status} ${title}\r\n${centralTimeHeader}: ${now()}\r\ncontent-type: application/problem+json; charset=utf-8\r\n`
        + `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
  });
  server.addHook('onRequest', async (_request, reply) => {
    if (isClosing()) await sendProblem(reply.header('connection', 'close').header('retry-after', '1'), 'closing', 'The centre is stopping. Try again shortly.');
  });
  server.addHook('preParsing', unpackBody);
  server.addHook('onSend', async (_request, reply) => {
    void reply.header(centralTimeHeader, String(now())).header('accept-encoding', requestCodings.join(', '));
    // a long poll that the stop has ended: its connection would be kept for nothing
    if (isClosing()) void reply.header('connection', 'close');
  });
  server.setErrorHandler(answerError(log));
  server.setNotFoundHandler(async (request, reply) => await sendProblem(reply, 'not-found', `There is no ${request.method} ${request.url.split('?')[0] ?? ''}.`));
  return server;
}
