import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron, hasDisplay } from '../../agent/desktop/find-runtime.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-runtime-'));
  for (const name of ['electron', 'electron.exe']) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the search for an Electron', () => {
  it('takes the one that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    expect(findElectron({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: folder }, 'linux')).toEqual({ path: join(folder, 'electron') });
    expect(findElectron({ WAYLAND_DISPLAY: 'wayland-0', ELECTRON_OVERRIDE_DIST_PATH: folder }, 'linux')).toEqual({ path: join(folder, 'electron') });
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }, 'win32')).toEqual({ path: join(folder, 'electron.exe') });
  });

  it('says why there is none', () => {
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }, 'linux')).toEqual({ reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' });
    const empty = join(folder, 'empty');
    expect(findElectron({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: empty }, 'linux')).toEqual({ reason: `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron in it: ${empty}` });
  });

  it('takes the one of the package, or says that the package has none', () => {
    const found = findElectron({ DISPLAY: ':0' }, 'linux');
    expect('path' in found ? found.path : found.reason).toMatch(/node_modules[\\/]electron[\\/]dist|^the package electron has no runtime here/);
  });

  it.each([[{}, 'linux', false], [{ DISPLAY: '' }, 'linux', false], [{ DISPLAY: ':1' }, 'linux', true], [{}, 'win32', true], [{}, 'darwin', true]] as const)('knows whether %j on %s has a display: %s', (environment, platform, expected) => {
    expect(hasDisplay(environment, platform)).toBe(expected);
  });
});
