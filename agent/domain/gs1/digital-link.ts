import { applicationIdentifiers } from './application-identifier.ts';
import type { Element, ElementsRead } from './element-string.ts';
import { valueFault } from './value-fault.ts';

const maxLength = 8192;

/**
 * Reads an uncompressed GS1 Digital Link: https://host/any/path/01/{gtin}/21/{serial}?17={date}. A web address that is none has the code
 * `no-primary-key`; a compressed one cannot be read here and has `compressed`.
 */
export function readDigitalLink(text: string): ElementsRead {
  if (text.length > maxLength) return { ok: false, code: 'too-long' };
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return { ok: false, code: 'no-web-address' };
  const [address = ''] = text.slice(scheme.length).split('#', 1);
  const queryAt = address.indexOf('?');
  const [host, ...path] = (queryAt === -1 ? address : address.slice(0, queryAt)).split('/');
  if (host === undefined || !/^[A-Za-z0-9.:-]+$/.test(host)) return { ok: false, code: 'no-web-address' };
  if (path.length === 0) return { ok: false, code: 'no-path' };
  const keyAt = primaryKeyAt(path);
  if (keyAt === undefined) return { ok: false, code: looksCompressed(path.at(-1) ?? '') ? 'compressed' : 'no-primary-key' };

  const inPath: Element[] = [];
  for (let at = keyAt; at < path.length; at += 2) {
    const value = decoded(path[at + 1] ?? '', false);
    if (value === undefined) return { ok: false, code: 'bad-percent-encoding' };
    inPath.push({ ai: path[at] ?? '', value });
  }
  if (!isKeySequence(inPath.map(({ ai }) => ai))) return { ok: false, code: 'bad-path' };
  const inQuery = readQuery(queryAt === -1 ? '' : address.slice(queryAt + 1));
  if (inQuery === undefined) return { ok: false, code: 'bad-percent-encoding' };
  const misplaced = inQuery.find(({ ai }) => isMisplaced(ai, inPath));
  if (misplaced !== undefined) return { ok: false, code: 'not-in-query', ai: misplaced.ai };

  const elements = [...inPath, ...inQuery].map(({ ai, value }) => ({ ai, value: ai === '01' ? gtin14(value) : value }));
  for (const { ai, value } of elements) {
    const identifier = applicationIdentifiers.get(ai);
    if (identifier === undefined) return { ok: false, code: 'unknown-ai', ai };
    const fault = valueFault(identifier, value);
    if (fault !== undefined) return { ok: false, code: fault, ai };
  }
  return { ok: true, elements };
}

/** The last place, counted in pairs from the end, where a key stands. */
function primaryKeyAt(path: readonly string[]): number | undefined {
  for (let at = path.length - 2; at >= 0; at -= 2) if (applicationIdentifiers.get(path[at] ?? '')?.qualifiers !== undefined) return at;
  return undefined;
}

/** Is it a key with some of its qualifiers in their order? */
function isKeySequence([key, ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return true;
  return (applicationIdentifiers.get(key ?? '')?.qualifiers ?? []).some((order) => {
    const places = rest.map((ai) => order.indexOf(ai));
    return places.every((place, index) => place > (index === 0 ? -1 : (places[index - 1] ?? 0)));
  });
}

function readQuery(query: string): Element[] | undefined {
  const elements: Element[] = [];
  for (const parameter of query.split(/[&;]/)) {
    const [, ai, raw] = /^([0-9]+)=(.*)$/s.exec(parameter) ?? [];
    // Other parameters are nobody's data.
    if (ai === undefined || raw === undefined) continue;
    const value = decoded(raw, true);
    if (value === undefined) return undefined;
    elements.push({ ai, value });
  }
  return elements;
}

/** Does GS1 keep it out of the query, or does it belong into the path as a qualifier of this key? */
function isMisplaced(ai: string, inPath: readonly Element[]): boolean {
  if (applicationIdentifiers.get(ai)?.isPathOnly === true) return true;
  const path = inPath.map((element) => element.ai);
  return path.some((_, index) => isKeySequence(path.toSpliced(index + 1, 0, ai)));
}

/** GTINs of 8, 12 and 13 digits are those of 14 with zeros before them. */
function gtin14(value: string): string {
  return /^(?:[0-9]{8}|[0-9]{12,13})$/.test(value) ? value.padStart(14, '0') : value;
}

/** Undefined for a % without two hexadecimal digits. What the bytes say beyond ASCII is no GS1 character and is found later. */
function decoded(text: string, isQuery: boolean): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  return (isQuery ? text.replaceAll('+', ' ') : text).replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A compressed link is base64url whose first eight bits are the first two digits of a key. */
function looksCompressed(segment: string): boolean {
  if (!/^[A-Za-z0-9_-]{10,}$/.test(segment)) return false;
  const bits = (base64url.indexOf(segment.charAt(0)) << 6) | base64url.indexOf(segment.charAt(1));
  const start = (bits >> 4).toString(16).padStart(2, '0');
  return applicationIdentifiers.values().some(({ ai, qualifiers }) => qualifiers !== undefined && ai.startsWith(start));
}
