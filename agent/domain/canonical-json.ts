import canonicalize from 'canonicalize';

/**
 * RFC 8785 JSON: one text for one value, whatever the order of its keys, so that hashes of it can be compared.
 * Throws `TypeError` on what JSON cannot say: NaN, infinities, lone surrogates, cycles, a function, `undefined` at the top.
 */
export function canonicalJson(value: unknown): string {
  // Every commit and every replayed sale pays for this. Plain data, which is nearly all, needs only its keys in order: a third of the time.
  const plain = inOrder(value, 0);
  if (plain !== unusual) return JSON.stringify(plain);
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new TypeError('this value has no canonical JSON', { cause });
  }
  if (text === undefined) throw new TypeError('this value has no canonical JSON');
  return text;
}

/** Stands for a value that the short way does not know to write: it may be fine, or have no JSON at all. */
const unusual = Symbol('unusual');
/** Deeper values, cycles among them, go the long way, which needs no stack. */
const maxDepth = 100;

/** A copy that `JSON.stringify` writes canonically. */
function inOrder(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? value : unusual;
    case 'number':
      return Number.isFinite(value) ? value : unusual;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth === maxDepth) return unusual;
      return Array.isArray(value) ? arrayInOrder(value, depth + 1) : objectInOrder(value as Record<string, unknown>, depth + 1);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
    default:
      return unusual;
  }
}

function arrayInOrder(array: readonly unknown[], depth: number): unknown {
  const copy: unknown[] = [];
  for (const item of array) {
    const ordered = inOrder(item, depth);
    if (ordered === unusual) return unusual;
    copy.push(ordered);
  }
  return copy;
}

function objectInOrder(object: Record<string, unknown>, depth: number): unknown {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return unusual;
  const copy: Record<string, unknown> = {};
  for (const key of sortInPlace(Object.keys(object))) {
    const item = object[key];
    if (item === undefined) continue;
    // Engines move keys that look like array indexes to the front, and `__proto__` would not become a key.
    const first = key.charCodeAt(0);
    if ((first >= 0x30 && first <= 0x39) || key === '__proto__' || !key.isWellFormed()) return unusual;
    const ordered = inOrder(item, depth);
    if (ordered === unusual) return unusual;
    copy[key] = ordered;
  }
  return copy;
}

/** By UTF-16 code units. Objects have a dozen keys, for which an insertion sort beats the built-in one. */
function sortInPlace(keys: string[]): string[] {
  if (keys.length > 32) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    let before = at - 1;
    while (before >= 0 && (keys[before] ?? '') > key) {
      keys[before + 1] = keys[before] ?? '';
      before -= 1;
    }
    keys[before + 1] = key;
  }
  return keys;
}
