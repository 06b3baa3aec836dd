import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../usecases/outcome.ts';
import type { Refusal } from '../../usecases/outcome.ts';
import type { Client } from './route.ts';

export interface GuardedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The page's cookie, if one came */
  readonly cookie: string | undefined;
}

export interface GuardSecrets {
  readonly token: string;
  /** For till software that shall do no more than a cashier may */
  readonly tillSoftwareToken: string;
  readonly cookieValue: string;
}

/**
 * Any web page in a browser of this machine can send requests to loopback, and a name of its own can be made to resolve there
 * (DNS rebinding). So `Host` must be a loopback name with our port, and `Origin`, where there is one, the page that we serve: token or not.
 */
export function checkSource(request: GuardedRequest, port: number): Refusal<'origin-refused'> | undefined {
  const host = single(request.headers['host'])?.toLowerCase();
  if (host === undefined || !loopbackHosts(port).includes(host)) return refuse('origin-refused', 'The Host header must be a loopback name with the port of this agent.');
  const origin = request.headers['origin'];
  if (origin === undefined || origin === `http://${host}`) return undefined;
  return refuse('origin-refused', 'Only the page of this agent may call it from a browser.');
}

function loopbackHosts(port: number): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`);
}

/** Who calls. An Authorization header decides alone; the cookie counts only where the browser says that our own page asks. */
export function identifyClient(request: GuardedRequest, secrets: GuardSecrets): { ok: true; client: Client } | Refusal<'unauthorized'> {
  const authorization = single(request.headers['authorization']);
  if (authorization !== undefined) {
    const [scheme, token, ...rest] = authorization.split(' ');
    const isBearer = scheme?.toLowerCase() === 'bearer' && token !== undefined && rest.length === 0;
    if (isBearer && isSame(token, secrets.token)) return { ok: true, client: 'token' };
    if (isBearer && isSame(token, secrets.tillSoftwareToken)) return { ok: true, client: 'till-software' };
    return refuse('unauthorized', 'The token is neither the one in the file api.token nor the one in till-software.token.');
  }
  if (request.cookie === undefined || !isSame(request.cookie, secrets.cookieValue)) {
    return refuse('unauthorized', 'Send the token of the file api.token as Authorization: Bearer, or open the page by its link.');
  }
  if (request.headers['origin'] !== undefined) return { ok: true, client: 'page' };
  const site = request.headers['sec-fetch-site'];
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && (site === 'same-origin' || site === 'none')) return { ok: true, client: 'page' };
  return refuse('unauthorized', 'Without an Origin header only a token is accepted.');
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

/** Compares digests, so that neither the time nor the length tells anything. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}
