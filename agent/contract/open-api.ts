import type Type from 'typebox';
import { requestExamples } from './examples/call-examples.ts';
import { exampleOf } from './examples/example-of.ts';

export interface DescribedHeader {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** What OpenAPI 3.1 says of one call. Schemas are JSON Schema already. */
export interface DescribedCall {
  /** With `{name}` for parameters */
  readonly path?: string;
  readonly method?: string;
  readonly summary: string;
  readonly params: Type.TSchema;
  readonly query: Type.TSchema;
  readonly body?: Type.TSchema;
  readonly answer: Type.TSchema;
  /** Of an answer that is no JSON but a file */
  readonly answerMediaType?: string;
  readonly needsIdempotencyKey: boolean;
  /** Further headers that it reads; a request may lack them */
  readonly headers?: readonly DescribedHeader[];
  /** Needs no token */
  readonly open: boolean;
  /** Its problem codes, each with its HTTP status */
  readonly problems: ReadonlyMap<string, number>;
  /** Titles of the codes: each becomes an example of its answer */
  readonly titles?: Readonly<Record<string, string>>;
}

export function openApiOperation({ summary, open, params, query, needsIdempotencyKey, headers = [], body, answer, problems, path, method, titles, answerMediaType }: DescribedCall): Record<string, unknown> {
  const header = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 }, example: 'b3f4c5d6-0001' };
  const request = body === undefined ? undefined : requestExamples[`${method ?? ''} ${path ?? ''}`] ?? exampleOf(body);
  return {
    summary,
    ...(open ? { security: [] } : {}),
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(needsIdempotencyKey ? [header] : []), ...headers.map((one) => ({ ...one, in: 'header', required: false, schema: { type: 'string' } }))],
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body, example: request } } } }),
    responses: { 200: { description: 'Done', content: answerMediaType === undefined ? { 'application/json': { schema: answer, example: exampleOf(answer) } } : { [answerMediaType]: { schema: { type: 'string', contentMediaType: answerMediaType }, example: 'PK…' } } }, ...responses(problems, titles) },
  };
}

function parameters(schema: Type.TSchema, place: 'path' | 'query'): unknown[] {
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null) return [];
  const required: readonly unknown[] = 'required' in schema && Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property, example: exampleOf(property as Type.TSchema, name) }));
}

/** By status; each names its codes. */
function responses(problems: DescribedCall['problems'], titles: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const byStatus = new Map<number, string[]>();
  for (const [code, status] of problems) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => [
      status,
      { description: `code: ${named.join(', ')}`, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples: problemExamples(status, named, titles) } } },
    ]),
  );
}

function problemExamples(status: number, codes: readonly string[], titles: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(codes.map((code) => [code, { value: { type: 'about:blank', title: titles[code] ?? code, status, code, detail: titles[code] ?? code } }]));
}
