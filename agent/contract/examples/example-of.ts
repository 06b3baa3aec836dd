import type Type from 'typebox';
import { namedValues, patternValues } from './example-values.ts';

/** What an example is made from: the parts of JSON Schema that the contract uses. */
interface Schema {
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** A value that fits the schema and reads like one of a shop. Optional fields are there at the top only, so that an example stays short. `name`: of the field that holds it. */
export function exampleOf(schema: Type.TSchema, name = ''): unknown {
  return sample(schema, name, { depth: 0, defs: {} });
}

interface Place {
  readonly depth: number;
  readonly defs: Readonly<Record<string, Schema>>;
}

/** Deeper than this only what is required is said */
const wholeDepth = 1;

function sample(schema: Schema, name: string, place: Place): unknown {
  if ('const' in schema) return schema.const;
  const defs = { ...place.defs, ...schema.$defs };
  if (schema.$ref !== undefined) return sample(defs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name, { ...place, defs });
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return sample(first, name, { ...place, defs });
  if (schema.type === 'object') return objectOf(schema, { ...place, defs });
  if (schema.type === 'array') return listOf(schema, name, { ...place, defs });
  if (schema.type === 'string') return textOf(schema, name);
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema, name);
  return schema.type === 'boolean' ? true : {};
}

function objectOf({ properties = {}, required = [], patternProperties = {} }: Schema, { depth, defs }: Place): object {
  const needed = new Set(required);
  const said = Object.entries(properties).filter(([key]) => needed.has(key) || depth < wholeDepth);
  const fields = said.map(([key, value]) => [key, sample(value, key, { depth: depth + 1, defs })] as const);
  const [loose] = Object.values(patternProperties);
  return Object.fromEntries(fields.length === 0 && loose !== undefined ? [['ru', sample(loose, 'ru', { depth: depth + 1, defs })]] : fields);
}

function listOf({ items = {}, minItems = 0 }: Schema, name: string, { depth, defs }: Place): unknown[] {
  const one = sample(items, name, { depth: depth + 1, defs });
  return depth > wholeDepth && minItems === 0 ? [] : Array.from({ length: Math.max(1, minItems) }, () => one);
}

function textOf({ pattern, minLength = 0 }: Schema, name: string): string {
  const fits = (text: string | undefined): text is string => text !== undefined && text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const known = [namedValues[name], ...patternValues].find((value) => fits(typeof value === 'string' ? value : undefined));
  return typeof known === 'string' ? known : 'text'.padEnd(minLength, '.');
}

function numberOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema, name: string): number {
  const named = namedValues[name];
  const ending = name.endsWith('Ms') ? 1_795_330_800_000 : name.endsWith('Minor') ? 94_000 : name.endsWith('Milli') ? 2_000 : name.endsWith('oints') ? 47 : 1;
  return Math.min(maximum, Math.max(minimum, typeof named === 'number' ? named : ending));
}
