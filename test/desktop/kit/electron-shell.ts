/** The shell in a real Electron before the whole chain, or why there is none. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { findElectron } from '../../../agent/desktop/find-runtime.ts';
import { buildPage } from '../../e2e/kit/built-page.ts';
import { startDemoChain, type DemoChain } from '../../e2e/kit/demo-chain.ts';
import { buildShell } from './built-shell.ts';
import { openDisplay } from './virtual-display.ts';

const timeout = 60_000;

export interface ElectronShell {
  chain: DemoChain;
  /** Where profiles lie, and XDG's folders */
  folder: string;
  /** Starts it, attached to the chain's agent. */
  launch(flags?: readonly string[]): Promise<ElectronApplication>;
  /** Starts it while one runs already, until it has ended; its exit code */
  startAgain(flags?: readonly string[]): Promise<number | null>;
  close(): Promise<void>;
}

export async function prepareElectronShell(): Promise<ElectronShell | { reason: string }> {
  const display = await openDisplay();
  if ('reason' in display) return display;
  const found = findElectron({ ...process.env, ...display.environment });
  if ('reason' in found) {
    display.close();
    return found;
  }
  const folder = await mkdtemp(join(tmpdir(), 'till-desktop-'));
  const [main, built] = await Promise.all([buildShell(join(folder, 'shell')), buildPage()]);
  const chain = await startDemoChain();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE');
  const environment = { ...Object.fromEntries(inherited), ...display.environment, XDG_CONFIG_HOME: join(folder, 'config') };
  // Chromium's own sandbox refuses to run as root; the page's sandbox is set for each window all the same.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [main, ...asRoot, `--user-data-dir=${join(folder, 'profile')}`, `--agent-url=${chain.url}`, `--token-file=${chain.tokenFile}`, `--page-folder=${built.folder}`];
  return {
    chain,
    folder,
    launch: async (flags = []) => await _electron.launch({ executablePath: found.path, env: environment, timeout, args: [...args, ...flags] }),
    async startAgain(flags = []) {
      const [code] = (await once(spawn(found.path, [...args, ...flags], { env: environment, stdio: 'ignore' }), 'exit')) as [number | null];
      return code;
    },
    async close() {
      await chain.close();
      await built.remove();
      await rm(folder, { recursive: true, force: true });
      display.close();
    },
  };
}

/** The reporter counts what was skipped but does not say why: this line does. */
export function sayWhySkipped(what: string, reason: string): string {
  const why = `no Electron to start: ${reason}`;
  process.stdout.write(`${what} were skipped: ${why}\n`);
  return why;
}
