import canonicalize from 'canonicalize';

/**
 * RFC 8785 JSON: one text for one value, whatever the order of its keys, so that hashes of it can be compared.
 * Throws `TypeError` on what JSON cannot say: NaN, infinities, lone surrogates, cycles, a function, `undefined` at the top.
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new TypeError('this value has no canonical JSON', { cause });
  }
  if (text === undefined) throw new TypeError('this value has no canonical JSON');
  return text;
}
