import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureLanguages, themes } from './plan-pictures.ts';

const named = new RegExp(`^(.+)-(${pictureLanguages.join('|')})-(${themes.join('|')})(-[0-9]+x[0-9]+)?\\.(png|webp)$`);
const looks = pictureLanguages.flatMap((language) => themes.map((theme) => `${language}, ${theme}`));

/** Puts a page beside the pictures of each place, and one above that leads to them: what lies in the folder, in the order of names. */
export async function writeScreensPages(folder: string): Promise<void> {
  const places = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted();
  const rows: string[] = [];
  for (const place of places) {
    const page = placePage(place, await readdir(join(folder, place)));
    await writeFile(join(folder, place, 'README.md'), page.text);
    rows.push(`| [${place}](${place}/README.md) | ${page.names.join(', ')} |`);
  }
  const head = '# The screens\n\nThe screens of the demo shop at 1024 × 768, in three languages, light and dark; what is missing in a row was not taken yet. `node test/e2e/make-screens.ts docs/screens --format webp` takes them and writes these pages.\n\n| place | pictures |\n|---|---|\n';
  await writeFile(join(folder, 'README.md'), `${head}${rows.join('\n')}\n`);
}

/** The page of one place, by the names of its files. */
export function placePage(place: string, files: readonly string[]): { names: string[]; text: string } {
  const byName = new Map<string, Map<string, string>>();
  for (const file of files.toSorted()) {
    const [, name, language, theme] = named.exec(file) ?? [];
    if (name === undefined) continue;
    const row = byName.get(name) ?? new Map<string, string>();
    const look = `${language}, ${theme}`;
    // The usual size stands first among the names.
    if (!row.has(look) || !/-[0-9]+x[0-9]+\./.test(file)) row.set(look, file);
    byName.set(name, row);
  }
  const rows = [...byName].map(([name, row]) => `| ${name} | ${looks.map((look) => (row.has(look) ? `![${name}, ${look}](${row.get(look)})` : '')).join(' | ')} |`);
  return { names: [...byName.keys()], text: `# The screens: ${place}\n\n| | ${looks.join(' | ')} |\n|---|${looks.map(() => '---').join('|')}|\n${rows.join('\n')}\n` };
}
