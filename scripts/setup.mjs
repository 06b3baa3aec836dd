/**
 * Installs what is missing, and nothing else. Runs on whatever Node the machine has (20.19 or later) and needs no package.
 *
 * The stamp in node_modules names the lock file and the platform that it was installed for: npm's scripts call this
 * before every command, so that a fresh clone, a pulled change of the lock file and a moved folder all mend themselves.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}node_modules/.till-installed`;
const wanted = `${createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex')} ${process.platform} ${process.arch}\n`;

function installed() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
}

if (!installed()) {
  process.stderr.write('installing packages (once) …\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  try {
    execFileSync(command, [...args, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: !npm && process.platform === 'win32' });
  } catch (error) {
    process.stderr.write(`npm ci failed (${error.status ?? error.message}). Is the npm registry in reach?\n`);
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}
