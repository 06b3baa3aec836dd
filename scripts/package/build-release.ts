import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { shippedAsTheyAre } from '../../agent/vite.config.ts';
import { productionPackages } from './production-packages.ts';

/** Sources, notes and type declarations of packages: nothing that runs reads them. */
const unread = /(\.d\.[cm]?ts|\.map|\.md|\.markdown|\.ts|\.c|\.cc|\.cpp|\.h|\.hpp|\.gyp|\.gypi)$/;

/**
 * Puts the release together in `build/release`: the agent and its page, the data, Node, and the packages that have programs of their own. It runs from
 * wherever it is copied to, by `node/node build/agent/till.mjs`.
 */
export async function buildRelease(root: string, node: string): Promise<string> {
  const folder = join(root, 'build', 'release');
  rmSync(folder, { recursive: true, force: true });
  for (const config of ['ui', 'agent/desktop', 'agent']) await build({ configFile: join(root, config, 'vite.config.ts'), logLevel: 'error' });
  mkdirSync(join(folder, 'node'), { recursive: true });
  const placed = join(folder, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  copyFileSync(node, placed);
  chmodSync(placed, 0o755);
  for (const part of ['agent', 'ui']) cpSync(join(root, 'build', part), join(folder, 'build', part), { recursive: true });
  cpSync(join(root, 'resources'), join(folder, 'resources'), { recursive: true });
  for (const file of ['LICENSE', 'README.md']) copyFileSync(join(root, file), join(folder, file));
  const { name, version, description, license, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, version, description, license, type, private: true }, null, 2)}\n`);
  for (const { folder: from, place } of productionPackages(root, shippedAsTheyAre)) copyPackage(from, join(folder, place));
  return folder;
}

/** Prebuilt programs of other platforms stay out: they are most of the bytes. */
function copyPackage(from: string, to: string): void {
  const own = `${process.platform}-${process.arch}`;
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const inside = path.slice(from.length + 1).split(/[/\\]/);
      if (inside.includes('node_modules') || unread.test(path)) return false;
      const prebuilt = inside[0] === 'prebuilds' ? inside[1] : undefined;
      return prebuilt === undefined || prebuilt.includes(own);
    },
  });
}
