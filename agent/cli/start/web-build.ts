import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CliFailure } from '../cli-failure.ts';
import { isRelease, projectRoot } from '../project.ts';
import { fingerprintOf } from './build-fingerprint.ts';

/** Something that vite builds from sources of this project. */
export interface WebBuild {
  /** For people */
  name: string;
  /** vite's configuration, from the root */
  config: string;
  /** Where it goes, from the root */
  folder: string;
  /** What it is made of, from the root */
  sources: readonly string[];
}

export const pageBuild: WebBuild = {
  name: 'page',
  config: 'ui/vite.config.ts',
  folder: 'build/ui',
  sources: ['ui', 'agent/contract', 'agent/domain', 'resources/locales', 'package-lock.json'],
};
export const desktopBuild: WebBuild = {
  name: 'desktop window',
  config: 'agent/desktop/vite.config.ts',
  folder: 'build/desktop',
  sources: ['agent/desktop', 'agent/contract', 'agent/domain', 'resources/locales', 'package-lock.json'],
};
/** Not for the web: an agent that starts from it is ready in half the time. */
export const packagesBuild: WebBuild = { name: 'packages', config: 'agent/cli/packages/vite.config.ts', folder: 'build/packages', sources: ['agent/cli/packages', 'package-lock.json'] };

/** The agent itself, with its packages: half of what a start takes even with bundled packages goes into its own files. */
export const agentBuild: WebBuild = {
  name: 'agent',
  config: 'agent/cli/packages/agent.vite.config.ts',
  folder: 'build/agent-file',
  sources: ['agent/cli/packages', 'agent/contract', 'agent/domain', 'agent/host', 'agent/ports', 'agent/storage', 'agent/usecases', 'drivers', 'sync/engine', 'sync/merge', 'sync/protocol', 'resources/cards', 'resources/gs1', 'resources/receipts', 'resources/scanners', 'package.json', 'package-lock.json'],
};

const fingerprintFile = '.fingerprint';

/** Whether what lies there was built from the sources of now. A release has no sources: what it ships is of its own version. */
export function isFresh(build: WebBuild): boolean {
  if (isRelease) return existsSync(join(projectRoot, build.folder));
  const file = join(projectRoot, build.folder, fingerprintFile);
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprintOf(projectRoot, build.sources);
}

/**
 * Builds what is missing or stale. It is built beside and then put in place, so that an agent that serves the old one never serves half of the new one.
 *
 * @param announce told once, before a build begins
 * @param signal ends a build that runs
 */
export async function buildIfStale(build: WebBuild, announce: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (isFresh(build)) return;
  announce(`building the ${build.name} …`);
  const fingerprint = fingerprintOf(projectRoot, build.sources);
  const target = join(projectRoot, build.folder);
  const draft = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    await runVite(build, draft, signal);
    writeFileSync(join(draft, fingerprintFile), fingerprint);
    // Somebody else was first, and may be loading from it already.
    if (isFresh(build)) return;
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } catch (error) {
    // Somebody else built the same at the same time and was first.
    if (isFresh(build)) return;
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function runVite(build: WebBuild, outDir: string, signal: AbortSignal): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--config', build.config, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'], {
      cwd: projectRoot,
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new CliFailure('build-failed', `the ${build.name} could not be built: ${said.trim().slice(-600) || `vite ended with ${code}`}`, 1));
    });
  });
}
