/**
 * Does a text of this JSON document hold half of a surrogate pair? JSON can write it, but it is no character, and neither a hash nor UTF-8 can take it.
 * Only an escape can bring one in, so that a document without such an escape costs nothing more than a look.
 */
export function namesHalfCharacter(json: string, value: unknown): boolean {
  return json.includes(escape) && /\\u[dD][89a-fA-F]/u.test(json) && !isWellFormed(value);
}

/** Looked for first: a search for a text passes over megabytes faster than a pattern does. */
const escape = String.raw`\u`;

/** In a loop and not by recursion: a body may nest deeper than the stack goes. */
function isWellFormed(whole: unknown): boolean {
  const parts = [whole];
  for (const part of parts) {
    if (typeof part === 'string' && !part.isWellFormed()) return false;
    if (typeof part === 'object' && part !== null) for (const [name, member] of Object.entries(part)) parts.push(name, member);
  }
  return true;
}
