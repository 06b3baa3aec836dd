import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { onceInRun } from '../../kit/once-in-run.ts';
import { projectFolder } from './project-folder.ts';

export interface BuiltPage {
  folder: string;
  remove(): Promise<void>;
}

/** Builds the page as it ships, once for all files of a test run, which only read it. A page that somebody looks at in `build/` is left alone. */
export async function buildPage(): Promise<BuiltPage> {
  const shared = await onceInRun('page', buildInto);
  // it goes with the run
  if (shared !== undefined) return { folder: shared, remove: async () => await Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'till-page-'));
  await buildInto(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function buildInto(folder: string): Promise<void> {
  await build({ configFile: join(projectFolder, 'ui/vite.config.ts'), logLevel: 'error', build: { outDir: folder } });
}

/** The camera's part comes when somebody asks for the camera. */
const ofCamera = /^(camera-sheet|decode-worker)-/;
/** Words come one language at a time: `ru-….js`, `cards.ru-….js`. */
const ofLanguage = /^(?:[a-z]+\.)?(ru|kk|en)-[^.]+\.js$/;

/**
 * Bytes of everything that the page can load in one language, all places and both windows beside it, without the camera, as they would travel: gzipped, but for fonts, which are packed already.
 */
export async function packedSize(folder: string, language: 'ru' | 'kk' | 'en'): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !ofCamera.test(entry.name) && (ofLanguage.exec(entry.name)?.[1] ?? language) === language);
  const sizes = await Promise.all(files.map(async (file) => {
    const content = await readFile(join(file.parentPath, file.name));
    return extname(file.name) === '.woff2' ? content.length : gzipSync(content).length;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
