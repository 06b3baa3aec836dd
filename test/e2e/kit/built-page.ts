import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
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

/** The camera's part comes when somebody asks for the camera. */
const lazily = /^(camera-sheet|decode-worker)-/;

/** Bytes of the files that the page begins with as they would travel: gzipped, but for fonts, which are packed already. */
export async function packedSize(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !lazily.test(entry.name));
  const sizes = await Promise.all(files.map(async (file) => {
    const content = await readFile(join(file.parentPath, file.name));
    return extname(file.name) === '.woff2' ? content.length : gzipSync(content).length;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
