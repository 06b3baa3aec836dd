import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of this installation, absolute, without a slash at the end. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
/** Whether this is what a release ships, and no checkout with sources that something could be built from. */
export const isRelease = import.meta.url.endsWith('.mjs');
export const pageFolder = join(projectRoot, 'build', 'ui');
export const desktopFolder = join(projectRoot, 'build', 'desktop');
export const demoShopFolder = join(projectRoot, 'resources', 'demo');
export const tillProgram = isRelease ? join(projectRoot, 'build', 'agent', 'till.mjs') : join(projectRoot, 'agent', 'cli', 'till.ts');

export function tillVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
