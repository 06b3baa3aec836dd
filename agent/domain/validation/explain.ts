import { maskNumbers } from '../cards/mask-numbers.ts';
import { explainScalar } from './explain-scalar.ts';
import type { Invalid } from './invalid.ts';
import { type JsonSchema, pointer, unionTag } from './json-schema.ts';

type Definitions = Readonly<Record<string, JsonSchema>>;

/**
 * The first thing that is wrong with the value, in its own order, missing members first; undefined where nothing is found.
 * A union whose variants carry a tag (`kind`) is entered by the tag, so that the answer names the deepest place and not all variants.
 */
export function explain(schema: object, value: unknown): Invalid | undefined {
  return explainAt(schema, value, '', {});
}

function explainAt(schema: JsonSchema, value: unknown, path: string, outer: Definitions): Invalid | undefined {
  const definitions = schema.$defs === undefined ? outer : { ...outer, ...schema.$defs };
  if (schema.$ref !== undefined) {
    const target = definitions[schema.$ref];
    return target === undefined ? undefined : explainAt(target, value, path, definitions);
  }
  if (schema.anyOf !== undefined) return explainUnion(schema.anyOf, value, path, definitions);
  if (schema.type === 'object') return explainObject(schema, value, path, definitions);
  if (schema.type === 'array') return explainArray(schema, value, path, definitions);
  const detail = explainScalar(schema, value);
  return detail === undefined ? undefined : { code: 'bad-request', path, detail };
}

function explainUnion(variants: readonly JsonSchema[], value: unknown, path: string, definitions: Definitions): Invalid | undefined {
  // An object is none of the words that may stand in its place.
  const meant = isRecord(value) ? variants.filter((variant) => variant.const === undefined) : variants;
  const tag = meant.length === 0 ? undefined : unionTag(meant);
  if (tag !== undefined) return explainTagged(meant, tag, value, path, definitions);
  const found: Invalid[] = [];
  for (const variant of variants) {
    const invalid = explainAt(variant, value, path, definitions);
    if (invalid === undefined) return undefined;
    found.push(invalid);
  }
  const constants = variants.map((variant) => variant.const);
  if (!constants.includes(undefined)) return { code: 'bad-request', path, detail: `must be one of ${constants.map(quote).join(', ')}` };
  // The variant that came furthest is the one that was meant.
  return found.toSorted((a, b) => b.path.length - a.path.length)[0];
}

function explainTagged(variants: readonly JsonSchema[], tag: string, value: unknown, path: string, definitions: Definitions): Invalid | undefined {
  if (!isRecord(value)) return { code: 'bad-request', path, detail: `must be an object with a ${tag}` };
  const given = Object.hasOwn(value, tag) ? value[tag] : undefined;
  const variant = variants.find((candidate) => candidate.properties?.[tag]?.const === given);
  if (variant !== undefined) return explainAt(variant, value, path, definitions);
  const known = variants.map((candidate) => quote(candidate.properties?.[tag]?.const)).join(', ');
  if (given === undefined) return { code: 'bad-request', path: pointer(path, tag), detail: `is missing; it must be one of ${known}` };
  const code = tag === 'kind' && typeof given === 'string' ? 'unknown-kind' : 'bad-request';
  return { code, path: pointer(path, tag), detail: `${quote(given)} is not known; it must be one of ${known}` };
}

function explainObject(schema: JsonSchema, value: unknown, path: string, definitions: Definitions): Invalid | undefined {
  if (!isRecord(value)) return { code: 'bad-request', path, detail: 'must be an object' };
  const properties = schema.properties ?? {};
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) return { code: 'bad-request', path: pointer(path, key), detail: 'is missing' };
  }
  for (const [key, member] of Object.entries(value)) {
    const memberPath = pointer(path, key);
    if (Object.hasOwn(properties, key)) {
      const property = properties[key];
      const invalid = property === undefined ? undefined : explainAt(property, member, memberPath, definitions);
      if (invalid !== undefined) return invalid;
      continue;
    }
    const patterns = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) => new RegExp(pattern, 'u').test(key));
    for (const [, property] of patterns) {
      const invalid = explainAt(property, member, memberPath, definitions);
      if (invalid !== undefined) return invalid;
    }
    if (patterns.length === 0 && schema.additionalProperties === false) return { code: 'bad-request', path: memberPath, detail: `is not a known field here${schema.patternProperties === undefined ? '' : `: ${schema.description ?? 'its name has another form'}`}` };
  }
  return undefined;
}

function explainArray(schema: JsonSchema, value: unknown, path: string, definitions: Definitions): Invalid | undefined {
  if (!Array.isArray(value)) return { code: 'bad-request', path, detail: 'must be a list' };
  if (schema.minItems !== undefined && value.length < schema.minItems) return { code: 'bad-request', path, detail: `must have at least ${schema.minItems} items` };
  if (schema.maxItems !== undefined && value.length > schema.maxItems) return { code: 'bad-request', path, detail: `must have at most ${schema.maxItems} items` };
  const { items } = schema;
  if (items === undefined) return undefined;
  for (const [index, item] of value.entries()) {
    const invalid = explainAt(items, item, pointer(path, index), definitions);
    if (invalid !== undefined) return invalid;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as it may stand in a sentence. What has members is only named: it comes from outside, and to write it out could exhaust the stack. What may be a card number is masked. */
function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text = maskNumbers(typeof value === 'string' ? JSON.stringify(value) : String(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
