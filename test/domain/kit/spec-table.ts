import { readFileSync } from 'node:fs';

/** docs/spec/pricing.md: its worked tables are the test tables, so that the document cannot say anything else than the engine does. */
export const specText = readFileSync(new URL('../../../docs/spec/pricing.md', import.meta.url), 'utf8');

/** Rule ids in the order of the document. */
export const ruleIds: readonly string[] = [...specText.matchAll(/^### (R-[0-9]+) /gm)].map((match) => match[1] ?? '');

/** The rows of the table under the heading of a rule or of a part of one (`R-22a`), by column title in camelCase (`points spent` is `pointsSpent`). Code marks are taken off. Throws where the rule has no table. */
export function specTable(ruleId: string): Record<string, string>[] {
  const section = specText.split(/^#{3,4} /m).find((part) => part.startsWith(`${ruleId} `));
  const rows = (section ?? '').split('\n').filter((line) => line.startsWith('|')).map(cellsOf);
  const [titles, , ...body] = rows;
  if (titles === undefined || body.length === 0) throw new Error(`docs/spec/pricing.md has no table for ${ruleId}`);
  return body.map((cells) => Object.fromEntries(titles.map((title, index) => [camelCase(title), cells[index] ?? ''])));
}

/** The numbers of a cell like `10; 0; 5`. */
export function numbersOf(cell: string | undefined): number[] {
  return (cell ?? '').split(';').filter((part) => part.trim() !== '').map(Number);
}

function camelCase(title: string): string {
  return title.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}

function cellsOf(line: string): string[] {
  return line.split('|').slice(1, -1).map((cell) => cell.replaceAll('`', '').trim());
}
