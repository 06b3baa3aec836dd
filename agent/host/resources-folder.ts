import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The data that come with the agent: in a checkout and in a release, where the code lies in fewer folders, the next `resources` above it. */
export const resourcesFolder = nextAbove('resources', fileURLToPath(import.meta.url));

function nextAbove(name: string, from: string): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const here = join(folder, name);
    if (existsSync(here)) return here;
    if (folder === dirname(folder)) throw new Error(`this installation is not whole: there is no ${name} above ${from}`);
  }
}
