import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem-error.ts';
import { sha256Hex } from '../sha256-hex.ts';

/** @throws ProblemError `unauthorized` where there is none */
export function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized();
  return token;
}

/** Takes the same time wherever they differ. */
export function sameToken(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
}

export function unauthorized(): ProblemError {
  return new ProblemError('unauthorized', 'Send a valid token: Authorization: Bearer <token>.');
}
