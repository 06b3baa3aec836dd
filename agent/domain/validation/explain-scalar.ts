import { maxAmount } from '../scalars.ts';
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

function explainNumber({ type, minimum, maximum, description }: JsonSchema, value: unknown): string | undefined {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  const isBelow = isNumber && minimum !== undefined && value < minimum;
  const isAbove = isNumber && maximum !== undefined && value > maximum;
  if (isNumber && !isBelow && !isAbove && (type !== 'integer' || Number.isInteger(value))) return undefined;
  // Up to which number everything is still exact is told only to those who went beyond it.
  const from = minimum !== undefined && (minimum > -maxAmount || isBelow) ? ` from ${minimum}` : '';
  const to = maximum !== undefined && (maximum < maxAmount || isAbove) ? ` to ${maximum}` : '';
  return `must be ${description === undefined ? '' : `${description}, `}${type === 'integer' ? 'a whole number' : 'a number'}${from}${to}`;
}

function explainString(schema: JsonSchema, value: unknown): string | undefined {
  const { minLength, maxLength, pattern, description } = schema;
  if (typeof value !== 'string') return pattern === undefined || description === undefined ? 'must be a text' : `must be a text: ${description}`;
  // Code points, as the check counts them: an emoji is one character.
  const characters = Array.from(value).length;
  if (minLength !== undefined && characters < minLength) return minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`;
  if (maxLength !== undefined && characters > maxLength) return `must have at most ${maxLength} characters`;
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined;
  return description === undefined ? 'does not have the described form' : `must be ${description}`;
}
