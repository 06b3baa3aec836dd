import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../agent/cli/project.ts';

/** A project of its own with one needed and one optional package, and a program that plays `npm ci` and counts its calls. */
let root = '';
let calls = '';

const lock = { packages: { '': {}, 'node_modules/needed': {}, 'node_modules/for-another-system': { optional: true } } };
const playedNpm = `
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS === '1') process.exit(7);
rmSync('node_modules', { recursive: true, force: true });
await new Promise((resolve) => setTimeout(resolve, 300));
mkdirSync('node_modules/needed', { recursive: true });
mkdirSync('node_modules/.bin', { recursive: true });
writeFileSync('node_modules/needed/package.json', '{}');
writeFileSync('node_modules/.bin/node', '');
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'till setup '));
  calls = join(root, 'calls.txt');
  mkdirSync(join(root, 'scripts'));
  cpSync(join(projectRoot, 'scripts', 'setup.mjs'), join(root, 'scripts', 'setup.mjs'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(join(root, 'npm.mjs'), playedNpm);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function setup(env: Readonly<Record<string, string>> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'scripts', 'setup.mjs')], { cwd: tmpdir(), env: { ...process.env, npm_execpath: join(root, 'npm.mjs'), ...env } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function installations(): string[] {
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
}

describe('the set-up before every npm script', () => {
  it('installs once, with what development needs, and says nothing on stdout', async () => {
    expect(await setup({ NODE_ENV: 'production' })).toEqual({ code: 0, stdout: '', stderr: 'installing packages (once) …\n' });
    expect(await setup()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(installations()).toEqual(['ci --include=dev --include=optional --no-fund --no-audit --loglevel=error']);
  });

  it('installs again when the lock file changes', async () => {
    await setup();
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ ...lock, version: '2' }));
    await setup();
    expect(installations()).toHaveLength(2);
  });

  it('mends a node_modules from which a package was deleted', async () => {
    await setup();
    rmSync(join(root, 'node_modules', 'needed'), { recursive: true });
    await setup();
    expect(installations()).toHaveLength(2);
    expect(existsSync(join(root, 'node_modules', 'needed', 'package.json'))).toBe(true);
  });

  it('starts over after an installation that did not end', async () => {
    mkdirSync(join(root, 'node_modules', 'needed'), { recursive: true });
    writeFileSync(join(root, 'node_modules', 'needed', 'package.json'), '{}');
    await setup();
    expect(installations()).toHaveLength(1);
  });

  it('installs once when two commands start together', async () => {
    const both = await Promise.all([setup(), setup()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(installations()).toHaveLength(1);
  });

  it('says in one line that the installation failed, and tries again the next time', async () => {
    const failed = await setup({ NPM_FAILS: '1' });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('till: npm ci failed (7): is the npm registry in reach? (install-failed)\n');
    expect((await setup()).code).toBe(0);
    expect(installations()).toHaveLength(2);
  });
});
