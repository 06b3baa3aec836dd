import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from '../../desktop/find-runtime.ts';
import { desktopFolder, pageFolder } from '../project.ts';
import { buildIfStale, desktopBuild } from './web-build.ts';

export interface DesktopWindow {
  close(): void;
}

export interface DesktopWindowOptions {
  headless: boolean;
  agentUrl: string;
  /** Absolute */
  tokenFile: string;
  announce: (line: string) => void;
  /** Ends a build that runs */
  signal: AbortSignal;
}

/**
 * Opens the desktop window where one can be shown, and says in one line which way it took and why.
 * The till does not depend on it: when the window is closed or breaks, the page stays where it is.
 *
 * @returns undefined where there is no window
 */
export async function openDesktopWindow(options: DesktopWindowOptions): Promise<DesktopWindow | undefined> {
  const page = `${options.agentUrl}/`;
  if (options.headless) {
    options.announce(`Open ${page} in a browser: --headless asks for no window.`);
    return undefined;
  }
  const found = findElectron();
  if ('reason' in found) {
    options.announce(`Open ${page} in a browser: ${found.reason}.`);
    return undefined;
  }
  try {
    await buildIfStale(desktopBuild, options.announce, options.signal);
  } catch (error) {
    options.announce(`Open ${page} in a browser: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  options.announce(`Opened the desktop window (Electron at ${found.path}).`);
  return watch(launch(found.path, options), page, options.announce);
}

function launch(electron: string, { agentUrl, tokenFile }: DesktopWindowOptions): ChildProcess {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return spawn(electron, [join(desktopFolder, 'main.cjs'), `--agent-url=${agentUrl}`, `--token-file=${tokenFile}`, `--page-folder=${pageFolder}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}

function watch(child: ChildProcess, page: string, announce: (line: string) => void): DesktopWindow {
  let closing = false;
  child.once('error', (error) => announce(`The desktop window could not be opened (${error.message}); open ${page} in a browser.`));
  child.once('exit', (code, signal) => {
    if (closing) return;
    announce(code === 0 ? `The desktop window was closed; the till goes on at ${page} until Ctrl-C.` : `The desktop window ended (${signal ?? `exit code ${code}`}); open ${page} in a browser.`);
  });
  return {
    close: () => {
      closing = true;
      child.kill('SIGTERM');
    },
  };
}
