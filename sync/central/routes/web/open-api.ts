import { openApiOperation } from '../../../../agent/contract/open-api.ts';
import { Problem, problemCodes } from '../../../../agent/contract/problem.ts';
import { centralProblems } from '../../../protocol/problem-codes.ts';
import { centralVersion } from '../../central-version.ts';
import type { WebRoute } from './web-route.ts';

type Code = WebRoute['problems'][number];

/** Problems that any call may answer. */
const everywhere: readonly Code[] = ['bad-request', 'unauthorized', 'key-revoked', 'key-out-of-scope', 'internal', 'closing', 'database-unavailable'];
const withBody: readonly Code[] = ['bad-json', 'body-too-large', 'unsupported-media-type'];
const withKey: readonly Code[] = ['idempotency-key-required', 'idempotency-key-reused'];

/** The OpenAPI 3.1 document of `/v1`. */
export function openApiDocument(routes: readonly WebRoute[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  return {
    openapi: '3.1.0',
    info: { title: 'Loyalty Till: the centre for web shops and partners', version: centralVersion },
    paths,
    components: {
      schemas: { Problem },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key that the administrator of the programme made' } },
    },
    security: [{ key: [] }],
  };
}

function operation(route: WebRoute): Record<string, unknown> {
  const codes = [...route.problems, ...everywhere, ...(route.body === undefined ? [] : withBody), ...(route.needsIdempotencyKey ? withKey : [])];
  return {
    ...openApiOperation({ ...route, open: false, problems: new Map(codes.map((code) => [code, statusOf(code)])) }),
    // an OpenAPI extension: bearer tokens have no scopes of their own there
    'x-key-scopes': route.scopes,
  };
}

function statusOf(code: Code): number {
  const problems: Readonly<Record<string, { status: number }>> = { ...centralProblems, ...problemCodes };
  return problems[code]?.status ?? 500;
}
