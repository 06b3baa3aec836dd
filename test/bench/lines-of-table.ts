/** Rows with the same columns as lines of text, the names of the columns first. */
export function linesOfTable(rows: readonly Readonly<Record<string, number>>[]): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const names = Object.keys(first);
  const entries = rows.map((row) => names.map((name) => String(row[name] ?? '')));
  const widths = names.map((name, place) => Math.max(name.length, ...entries.map((entry) => entry[place]?.length ?? 0)));
  return [names, ...entries].map((entry) => entry.map((text, place) => text.padStart(widths[place] ?? 0)).join('  '));
}
