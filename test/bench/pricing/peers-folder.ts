import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where the peers are installed: a package of its own, which nothing but the bench reads. */
export const peersFolder = fileURLToPath(new URL('../peers', import.meta.url));

/** Installs the peers of a folder where they are missing or others than its lock file says. @returns why they are not there, if they are not */
export async function installPeers(tell: (line: string) => void, folder = peersFolder): Promise<string | undefined> {
  const stamp = join(folder, 'node_modules', '.bench-installed');
  const wanted = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
  if (readStamp(stamp) === wanted) return undefined;
  const name = `test/bench/${basename(folder)}`;
  tell(`installing the peers from npm into ${name} (once) …`);
  const npm = process.env['npm_execpath'];
  const [command, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  try {
    // Medusa's module asks for all of Medusa as its peer: not needed for its arithmetic.
    await promisify(execFile)(command, [...args, 'ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      shell: npm === undefined && process.platform === 'win32',
    });
  } catch (error) {
    return `npm ci failed in ${name}: ${reasonOf(error)}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

/** What npm says at the beginning says why; at the end stand its usage and where its log is. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n').filter((line) => line.startsWith('npm error '));
  return lines.length === 0 ? String(error) : lines.slice(0, 4).map((line) => line.slice('npm error '.length)).join('; ');
}

function readStamp(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
