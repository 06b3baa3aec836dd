/** Where an Electron is, if there is one. Pure Node: the command line asks this before it starts a window. */
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type FoundRuntime = { path: string } | { reason: string };

/** The program inside an Electron `dist` folder. */
function programIn(folder: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(folder, 'electron.exe');
  return platform === 'darwin' ? join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron') : join(folder, 'electron');
}

/** True where a window could be shown at all. Linux says it in the environment; the others always have a screen. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return true;
  return isSet(environment['DISPLAY']) || isSet(environment['WAYLAND_DISPLAY']);
}

/**
 * The Electron to start: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the one in the package `electron` (its binary
 * is not part of the package and may be missing). `reason` is one sentence for people.
 */
export function findElectron(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): FoundRuntime {
  if (!hasDisplay(environment, platform)) return { reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const path = programIn(override, platform);
    return isProgram(path) ? { path } : { reason: `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron in it: ${override}` };
  }
  const folder = packageFolder();
  if (folder === undefined) return { reason: 'the package electron is not installed' };
  const path = programIn(join(folder, 'dist'), platform);
  return isProgram(path) ? { path } : { reason: 'the package electron has no runtime here, and ELECTRON_OVERRIDE_DIST_PATH names no other' };
}

function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
