import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../../e2e/kit/project-folder.ts';

/** Builds main and preload as they ship into this folder, and answers main's path. */
export async function buildShell(folder: string): Promise<string> {
  await build({ configFile: join(projectFolder, 'agent/desktop/vite.config.ts'), logLevel: 'error', build: { outDir: folder } });
  return join(folder, 'main.cjs');
}
