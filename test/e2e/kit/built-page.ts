import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from './project-folder.ts';

export interface BuiltPage {
  folder: string;
  remove(): Promise<void>;
}

/** Builds the page as it ships, into a folder of its own: a page that somebody looks at in `build/` is left alone. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'till-page-'));
  await build({ configFile: join(projectFolder, 'ui/vite.config.ts'), logLevel: 'error', build: { outDir: folder } });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
