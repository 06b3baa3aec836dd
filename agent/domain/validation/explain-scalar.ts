import type { JsonSchema } from './json-schema.ts';

/** What is wrong with a value that should be a scalar, as the end of a sentence; undefined where it is right. */
export function explainScalar(schema: JsonSchema, value: unknown): string | undefined {
  if (schema.const !== undefined) return value === schema.const ? undefined : `must be ${JSON.stringify(schema.const)}`;
  switch (schema.type) {
    case 'integer':
    case 'number':
      return explainNumber(schema, value);
    case 'string':
      return explainString(schema, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'null':
      return value === null ? undefined : 'must be null';
    case 'object':
    case 'array':
    case undefined:
    default:
      return undefined;
  }
}

function explainNumber(schema: JsonSchema, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return schema.type === 'integer' ? 'must be a whole number' : 'must be a number';
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
  if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}`;
  if (schema.maximum !== undefined && value > schema.maximum) return `must be at most ${schema.maximum}`;
  return undefined;
}

function explainString(schema: JsonSchema, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text';
  // Code points, as the check counts them: an emoji is one character.
  const characters = Array.from(value).length;
  if (schema.minLength !== undefined && characters < schema.minLength) return schema.minLength === 1 ? 'must not be empty' : `must have at least ${schema.minLength} characters`;
  if (schema.maxLength !== undefined && characters > schema.maxLength) return `must have at most ${schema.maxLength} characters`;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return `must match ${schema.pattern}`;
  return undefined;
}
