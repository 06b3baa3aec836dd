import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopFolder } from '../../agent/cli/project.ts';
import { openDesktopWindow } from '../../agent/cli/start/desktop-window.ts';
import { eventually } from './support/processes.ts';

const agentUrl = 'http://127.0.0.1:7317';
let folder = '';
let said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till electron '));
  said = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function open(headless = false) {
  return openDesktopWindow({ headless, agentUrl, tokenFile: join(folder, 'api.token'), announce: (line) => said.push(line), signal: new AbortController().signal });
}

/** A program in Electron's place: it writes down what it was started with, and ends as told. */
function playElectron(ending: string): { path: string; started: () => string | undefined } {
  const path = join(folder, 'electron');
  const log = join(folder, 'started.txt');
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$ELECTRON_RUN_AS_NODE" "$@" > '${log}.draft'\nmv '${log}.draft' '${log}'\n${ending}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  vi.stubEnv('DISPLAY', ':99');
  return { path, started: () => (existsSync(log) ? readFileSync(log, 'utf8') : undefined) };
}

describe('the desktop window', () => {
  it('is not opened when nobody wants it', async () => {
    playElectron('exit 0');
    expect(await open(true)).toBeUndefined();
    expect(said).toEqual([`Open ${agentUrl}/ in a browser: --headless asks for no window.`]);
  });

  it('is not opened without a display, and says so', async () => {
    playElectron('exit 0');
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    expect(await open()).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/^Open http:\/\/127\.0\.0\.1:7317\/ in a browser: there is no display .*\.$/)]);
  });

  it('is not opened where no Electron is found, and says so', async () => {
    vi.stubEnv('DISPLAY', ':99');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    expect(await open()).toBeUndefined();
    expect(said).toEqual([`Open ${agentUrl}/ in a browser: ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron in it: ${folder}.`]);
  });

  it('is opened with the built shell, the address and the token file, and closed at the end', async () => {
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
    const electron = playElectron('exec sleep 600');
    const window = await open();
    expect(said.at(-1)).toBe(`Opened the desktop window (Electron at ${electron.path}).`);
    const started = await eventually('it started', electron.started);
    // As plain Node it would show nothing.
    expect(started.split('\n').slice(0, 4)).toEqual(['', join(desktopFolder, 'main.cjs'), `--agent-url=${agentUrl}`, `--token-file=${join(folder, 'api.token')}`]);
    expect(existsSync(join(desktopFolder, 'main.cjs'))).toBe(true);
    window?.close();
    expect(said.filter((line) => line.includes('closed'))).toEqual([]);
  });

  it.each([
    ['exit 0', `The desktop window was closed; the till goes on at ${agentUrl}/ until Ctrl-C.`],
    ['exit 134', `The desktop window ended (exit code 134); open ${agentUrl}/ in a browser.`],
  ])('does not take the till with it when it ends (%s)', async (ending, sentence) => {
    playElectron(ending);
    await open();
    await eventually('it says so', () => (said.at(-1) === sentence ? true : undefined));
    expect(said.at(-1)).toBe(sentence);
  });
});
