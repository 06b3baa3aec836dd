import canonicalize from 'canonicalize';

/**
 * RFC 8785 JSON: one text for one value, whatever the order of its keys, so that hashes of it can be compared.
 * Throws `TypeError` on what JSON cannot say: NaN, infinities, lone surrogates, cycles, a function, `undefined` at the top.
 */
export function canonicalJson(value: unknown): string {
  // Every commit and every replayed sale pays for this, and nearly all is plain data, which the short way writes in half the time.
  const plain = plainText(value, 0);
  if (plain !== undefined) return plain;
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new TypeError('this value has no canonical JSON', { cause });
  }
  if (text === undefined) throw new TypeError('this value has no canonical JSON');
  return text;
}

/** Deeper values, cycles among them, go the long way, which needs no stack. */
const maxDepth = 100;
/** Short texts of printable ASCII without quote and backslash need no escape. */
const needsNoEscape = /^[ !#-[\]-~]{0,60}$/;

/** Undefined for what only the long way can write, or refuse: other prototypes, functions, numbers that are not finite, lone surrogates. */
function plainText(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === maxDepth) return undefined;
      return Array.isArray(value) ? arrayText(value, depth + 1) : objectText(value as Record<string, unknown>, depth + 1);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
    default:
      return undefined;
  }
}

function stringText(value: string): string | undefined {
  if (needsNoEscape.test(value)) return `"${value}"`;
  return value.isWellFormed() ? JSON.stringify(value) : undefined;
}

function arrayText(array: readonly unknown[], depth: number): string | undefined {
  let text = '[';
  for (const item of array) {
    const itemText = plainText(item, depth);
    if (itemText === undefined) return undefined;
    text += text.length === 1 ? itemText : `,${itemText}`;
  }
  return `${text}]`;
}

function objectText(object: Record<string, unknown>, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const shape = shapeOf(Object.keys(object));
  if (shape === undefined) return undefined;
  let text = '{';
  for (const { key, label } of shape.fields) {
    const item = object[key];
    if (item === undefined) continue;
    const itemText = plainText(item, depth);
    if (itemText === undefined) return undefined;
    text += text.length === 1 ? label + itemText : `,${label}${itemText}`;
  }
  return `${text}}`;
}

/** The keys of one kind of object as it lists them, and in canonical order with the text that each one writes. */
interface Shape {
  keys: readonly string[];
  fields: readonly { key: string; label: string }[];
}

/** Objects with more keys are tables, each with keys of its own. */
const maxKeysOfShape = 32;
const maxShapes = 1_000;
/** Our objects have a few dozen shapes; their keys are sorted once. By the first key, then looked through. */
const knownShapes = new Map<string, Shape[]>();
let shapeCount = 0;

/** Undefined where a key is not well formed. */
function shapeOf(keys: readonly string[]): Shape | undefined {
  if (keys.length > maxKeysOfShape) return makeShape(keys);
  const first = keys[0] ?? '';
  const known = knownShapes.get(first)?.find((shape) => isSame(shape.keys, keys));
  if (known !== undefined) return known;
  const shape = makeShape(keys);
  if (shape === undefined) return undefined;
  if (shapeCount === maxShapes) {
    knownShapes.clear();
    shapeCount = 0;
  }
  shapeCount += 1;
  knownShapes.set(first, [...(knownShapes.get(first) ?? []), shape]);
  return shape;
}

/** In the order of UTF-16 code units, as RFC 8785 wants it. */
function makeShape(keys: readonly string[]): Shape | undefined {
  if (!keys.every((key) => key.isWellFormed())) return undefined;
  return { keys, fields: keys.toSorted().map((key) => ({ key, label: `${JSON.stringify(key)}:` })) };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at]);
}
