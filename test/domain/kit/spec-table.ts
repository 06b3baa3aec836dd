import { readFileSync } from 'node:fs';

/** docs/spec/pricing.md: its worked tables are the test tables, so that the document cannot say anything else than the engine does. */
export const specText = readFileSync(new URL('../../../docs/spec/pricing.md', import.meta.url), 'utf8');

/** Rule ids in the order of the document. */
export const ruleIds: readonly string[] = [...specText.matchAll(/^### (R-[0-9]+) /gm)].map((match) => match[1] ?? '');

/** The rows of the tables under a rule's heading, by column title in camelCase (`points spent` is `pointsSpent`). Code marks are taken off. Throws where the rule has no table. */
export function specTable(ruleId: string): Record<string, string>[] {
  const tables = sectionOf(ruleId).split('\n\n').map((part) => part.split('\n').filter((line) => line.startsWith('|')).map(cellsOf));
  const rows = tables.flatMap(([titles = [], , ...body]) => body.map((cells) => Object.fromEntries(titles.map((title, index) => [camelCase(title), cells[index] ?? '']))));
  if (rows.length === 0) throw new Error(`docs/spec/pricing.md has no table for ${ruleId}`);
  return rows;
}

/** The JSON document under a heading of the page (`R-24`, `A whole example`), comments taken off; undefined where there is none. */
export function specJson(heading: string): unknown {
  const text = /```jsonc?\n(.*?)```/s.exec(sectionOf(heading))?.[1];
  return text === undefined ? undefined : JSON.parse(text.replaceAll(/^\s*\/\/.*$| \/\/ .*$/gm, ''));
}

function sectionOf(heading: string): string {
  return specText.split(/^##+ /m).find((part) => part.startsWith(`${heading} `) || part.startsWith(`${heading}\n`)) ?? '';
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
