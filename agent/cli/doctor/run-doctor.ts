import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readIdentity, type TillIdentity } from '../../host/home/identity.ts';
import { CliFailure } from '../cli-failure.ts';
import { findAgentHome } from '../home/agent-home.ts';
import { projectRoot } from '../project.ts';
import { readRunFile } from '../start/run-file.ts';
import type { Check, CheckState, Finding, Patient } from './check.ts';
import { agentStatus } from './checks/agent-status.ts';
import { centralReachable } from './checks/central-reachable.ts';
import { diskSpace } from './checks/disk-space.ts';
import { durableCommit } from './checks/durable-commit.ts';
import { electronRuntime } from './checks/electron-runtime.ts';
import { homePermissions } from './checks/home-permissions.ts';
import { journalChain } from './checks/journal-chain.ts';
import { nodeVersion } from './checks/node-version.ts';
import { pageBuilt } from './checks/page-built.ts';
import { scanners } from './checks/scanners.ts';
import { systemClock } from './checks/system-clock.ts';

export interface DoctorOptions {
  home?: string;
  url?: string;
  json?: true;
}

const checks: readonly Check[] = [
  nodeVersion, durableCommit, diskSpace, homePermissions, journalChain, systemClock, agentStatus, centralReachable, scanners, pageBuilt, electronRuntime,
];
const marks: Record<CheckState, string> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };

/** `till doctor`: exit code 1 if something that matters fails. */
export async function runDoctor(options: DoctorOptions): Promise<void> {
  const patient = examine(options);
  const found: ({ name: string } & Finding)[] = [];
  for (const check of checks) {
    const finding = await lookSafely(check, patient);
    found.push({ name: check.name, ...finding });
    process.stdout.write(`${marks[finding.state]} ${check.name}: ${finding.detail}\n`);
    if (finding.todo !== undefined) process.stdout.write(`    → ${finding.todo}\n`);
  }
  const isHealthy = found.every(({ state }) => state !== 'failed');
  if (options.json === true) process.stdout.write(`${JSON.stringify({ ok: isHealthy, home: patient.home, checks: found })}\n`);
  if (!isHealthy) process.exitCode = 1;
}

function examine(options: DoctorOptions): Patient {
  const home = resolve(options.home ?? join(projectRoot, '.till'));
  if (options.home !== undefined && !existsSync(home)) throw new CliFailure('home-missing', `the home ${home} does not exist`);
  if (existsSync(home) && !statSync(home).isDirectory()) throw new CliFailure('home-missing', `the home ${home} is not a folder`);
  const agentHome = findAgentHome(home);
  // `till start` writes beside the agent's home, so that both folders lead to it.
  const run = readRunFile(home) ?? (agentHome === undefined ? undefined : readRunFile(dirname(agentHome)));
  const known = agentHome === undefined ? undefined : knownIdentity(agentHome);
  const centralUrl = run?.centralUrl ?? known?.centralUrl;
  return { home, agentHome, agentUrl: options.url ?? run?.agentUrl ?? 'http://127.0.0.1:7317', centralUrl, ...(known?.centralPin === undefined ? {} : { centralPin: known.centralPin }) };
}

function knownIdentity(agentHome: string): TillIdentity | undefined {
  try {
    return readIdentity(join(agentHome, 'identity.json'));
  } catch {
    // The agent itself names what is wrong with this file when it starts.
    return undefined;
  }
}

/** A check that breaks is a finding of its own; the others still count. */
async function lookSafely(check: Check, patient: Patient): Promise<Finding> {
  try {
    return await check.look(patient);
  } catch (error) {
    if (process.env['TILL_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
    return { state: 'failed', detail: error instanceof Error ? error.message : String(error), todo: 'run it again with TILL_DEBUG=1 and send the output to support' };
  }
}
