/** JSON of an object with one line for each member, and one for each entry of its lists and tables: diffs show which good changed. */
export function linesOfJson(document: object): string {
  const members = Object.entries(document).map(([key, value]) => `  ${JSON.stringify(key)}: ${spread(value)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

function spread(value: unknown): string {
  if (Array.isArray(value)) return block('[', value.map((item) => JSON.stringify(item)), ']');
  if (typeof value === 'object' && value !== null && Object.values(value).every((member) => typeof member === 'object')) {
    return block('{', Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`), '}');
  }
  return JSON.stringify(value);
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? open + close : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;
}
