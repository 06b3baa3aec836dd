/**
 * Installs what is missing, and nothing else. Runs on whatever Node the machine has (20.19 or later) and needs no package.
 *
 * The stamp in node_modules names the lock file and the platform that it was installed for: npm's scripts call this
 * before every command, so that a fresh clone, a pulled change of the lock file, a moved folder and a node_modules from
 * which something was deleted all mend themselves. `npm ci` removes the stamp first, so an interrupted one starts over.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}node_modules/.till-installed`;
const lockText = readFileSync(`${root}package-lock.json`);
const wanted = `${createHash('sha256').update(lockText).digest('hex')} ${process.platform} ${process.arch}\n`;

function fail(sentence, code, exitCode) {
  process.stderr.write(`till: ${sentence} (${code})\n`);
  process.exit(exitCode);
}

function installed() {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wanted) return false;
  const { packages } = JSON.parse(lockText.toString('utf8'));
  // Optional packages belong to other platforms; everything else must be where the lock file says.
  return Object.entries(packages).every(([path, entry]) => path === '' || entry.optional || entry.devOptional || existsSync(`${root}${path}/package.json`));
}

/**
 * Two commands may start in a fresh clone at the same time: the second waits, then finds everything installed.
 * The lock is a listening local socket without a file: the operating system takes it back when its holder dies.
 */
async function takeLock() {
  const name = `till-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
  const path = { linux: `\0${name}`, win32: `\\\\.\\pipe\\${name}` }[process.platform];
  if (path === undefined) return;
  for (;;) {
    const server = createServer();
    const taken = await new Promise((resolve, reject) => {
      server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
      server.listen({ path }, () => resolve(true));
    });
    if (taken) {
      server.unref();
      return;
    }
    await setTimeout(250);
  }
}

function install() {
  process.stderr.write('installing packages (once) …\n');
  rmSync(stampFile, { force: true });
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  try {
    // Named, because NODE_ENV=production or a user's npm settings would leave out what builds the page or runs the tests.
    execFileSync(command, [...args, 'ci', '--include=dev', '--include=optional', '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: !npm && process.platform === 'win32',
    });
  } catch (error) {
    fail(`npm ci failed (${error.status ?? error.message}): is the npm registry in reach?`, 'install-failed', 1);
  }
  writeFileSync(stampFile, wanted);
}

if (!installed()) {
  await takeLock();
  if (!installed()) install();
}

const ownNode = `${root}node_modules/.bin/node`;
if (!existsSync(ownNode) && !existsSync(`${ownNode}.cmd`) && Number(process.versions.node.split('.')[0]) < 24) {
  fail(`Node 24 or newer is needed: this is ${process.version}, and there is no package of Node for ${process.platform} ${process.arch}`, 'node-too-old', 2);
}
