import { Problem, problemCodes } from '../../contract/problem.ts';
import { agentVersion } from '../version.ts';
import type Type from 'typebox';
import type { ProblemCode } from '../../contract/problem.ts';
import type { Route } from './route.ts';

/** Problems that any call with a token may answer. */
const everywhere: readonly ProblemCode[] = ['bad-request', 'unauthorized', 'origin-refused', 'internal'];
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
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The text of the file api.token in the home of the agent' } },
    },
    security: [{ token: [] }],
  };
}

function operation(route: Route): Record<string, unknown> {
  const header = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 } };
  return {
    summary: route.summary,
    ...(route.open ? { security: [] } : {}),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), ...(route.needsIdempotencyKey ? [header] : [])],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: { 200: { description: 'Done', content: { 'application/json': { schema: route.answer } } }, ...problems(route) },
  };
}

function parameters(schema: Type.TSchema, place: 'path' | 'query'): unknown[] {
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null) return [];
  const required: readonly unknown[] = 'required' in schema && Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }));
}

/** By status; each names its codes. */
function problems(route: Route): Record<string, unknown> {
  const codes = new Set<ProblemCode>([...route.problems, ...(route.open ? [] : everywhere), ...(route.body === undefined ? [] : withBody), ...(route.needsIdempotencyKey ? idempotent : [])]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(problemCodes[code].status, [...(byStatus.get(problemCodes[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => [
      status,
      { description: `code: ${named.join(', ')}`, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );
}

const idempotent: readonly ProblemCode[] = ['idempotency-key-required', 'idempotency-key-reused'];
