import type Type from 'typebox';

/** What OpenAPI 3.1 says of one call. Schemas are JSON Schema already. */
export interface DescribedCall {
  readonly summary: string;
  readonly params: Type.TSchema;
  readonly query: Type.TSchema;
  readonly body?: Type.TSchema;
  readonly answer: Type.TSchema;
  readonly needsIdempotencyKey: boolean;
  /** Needs no token */
  readonly open: boolean;
  /** Its problem codes, each with its HTTP status */
  readonly problems: ReadonlyMap<string, number>;
}

export function openApiOperation({ summary, open, params, query, needsIdempotencyKey, body, answer, problems }: DescribedCall): Record<string, unknown> {
  const header = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 } };
  return {
    summary,
    ...(open ? { security: [] } : {}),
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(needsIdempotencyKey ? [header] : [])],
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { 200: { description: 'Done', content: { 'application/json': { schema: answer } } }, ...responses(problems) },
  };
}

function parameters(schema: Type.TSchema, place: 'path' | 'query'): unknown[] {
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null) return [];
  const required: readonly unknown[] = 'required' in schema && Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }));
}

/** By status; each names its codes. */
function responses(problems: DescribedCall['problems']): Record<string, unknown> {
  const byStatus = new Map<number, string[]>();
  for (const [code, status] of problems) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => [
      status,
      { description: `code: ${named.join(', ')}`, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );
}
