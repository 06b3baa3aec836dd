import { openApiOperation } from '../../contract/open-api.ts';
import { Problem, problemCodes } from '../../contract/problem.ts';
import { agentVersion } from '../version.ts';
import type { DescribedHeader } from '../../contract/open-api.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import type { Route } from './route.ts';

/** Problems that any call with a token may answer. */
const everywhere: readonly ProblemCode[] = ['bad-request', 'unauthorized', 'origin-refused', 'internal'];
/** Of calls that need a right. */
const withRight: readonly ProblemCode[] = ['session-required', 'session-expired', 'right-missing', 'override-invalid'];
const withBody: readonly ProblemCode[] = ['bad-json', 'body-too-large', 'unsupported-media-type'];

/** Calls that do not answer JSON, so they are not in the table. */
const otherPaths = {
  '/v1/events': {
    get: {
      summary: 'Server-sent events: status, scan, sale, customer. Starts with status.',
      responses: { 200: { description: 'A stream that goes on until one side ends it', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
    },
  },
  '/metrics': {
    get: {
      summary: 'Mode, queue, commits and durations for Prometheus',
      responses: { 200: { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } } },
    },
  },
};

/** The OpenAPI 3.1 document of these routes: their schemas are JSON Schema already. */
export function openApiDocument(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Loyalty Till: local API', version: agentVersion },
    paths: { ...paths, ...otherPaths },
    components: {
      schemas: { Problem },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The text of the file api.token in the home of the agent; that of till-software.token for no more than a cashier may' } },
    },
    security: [{ token: [] }],
  };
}

function operation(route: Route): Record<string, unknown> {
  const codes = [...route.problems, ...(route.open ? [] : everywhere), ...(route.right === 'anyone' ? [] : withRight), ...(route.body === undefined ? [] : withBody), ...(route.needsIdempotencyKey ? idempotent : [])];
  const { right, lifts, showsMoreTo } = route;
  // Which of its rights a call needs is said by its line in docs/operators.md.
  const rights = typeof right === 'object' ? { 'x-right': 'depends', 'x-rights': right.oneOf } : { 'x-right': route.open ? 'open' : right };
  return {
    ...openApiOperation({ ...route, titles, headers: [...(route.open ? [] : [ofPeople]), ...(right === 'anyone' ? [] : [ofApprovals])], problems: new Map(codes.map((code) => [code, problemCodes[code].status])) }),
    ...rights,
    ...(lifts.length === 0 ? {} : { 'x-lifts': lifts }),
    ...(showsMoreTo === undefined ? {} : { 'x-shows-more-to': showsMoreTo }),
  };
}

const ofPeople: DescribedHeader = { name: 'X-Operator-Session', description: 'sessionToken of POST /v1/session: who is signed in. Without it the role of an unattended till counts', example: 'Jx0mYb3vQk6l2s8WqzTn4A' };
/** Of calls that need a right. */
const ofApprovals: DescribedHeader = { name: 'X-Override', description: 'overrideId of POST /v1/overrides: a second person has approved this call', example: '0199d3c2-7a10-7c4e-9b1d-5f2a8c3e6b71' };

const titles = Object.fromEntries(Object.entries(problemCodes).map(([code, { title }]) => [code, title]));

const idempotent: readonly ProblemCode[] = ['idempotency-key-required', 'idempotency-key-reused'];
