import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pageFolder } from '../../project.ts';
import { isFresh, pageBuild } from '../../start/web-build.ts';
import type { Check } from '../check.ts';

export const pageBuilt: Check = {
  name: 'page',
  look: () => {
    if (!existsSync(join(pageFolder, 'index.html'))) return { state: 'warning', detail: 'the page is not built', todo: 'npm start builds it' };
    if (!isFresh(pageBuild)) return { state: 'warning', detail: 'the page is older than its sources', todo: 'npm start builds it anew' };
    return { state: 'ok', detail: `built in ${pageFolder}` };
  },
};
