import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of this installation, absolute, without a slash at the end. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
export const pageFolder = join(projectRoot, 'build', 'ui');
export const desktopFolder = join(projectRoot, 'build', 'desktop');
export const demoShopFolder = join(projectRoot, 'resources', 'demo');
export const tillProgram = join(projectRoot, 'agent', 'cli', 'till.ts');

export function tillVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
