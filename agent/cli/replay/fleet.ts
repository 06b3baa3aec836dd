import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeEnrolmentCode } from '../start/enrolment-code.ts';
import { agentBuild, buildIfStale, packagesBuild } from '../start/web-build.ts';
import { CliFailure } from '../cli-failure.ts';
import { AgentProcess } from './agent-process.ts';
import { startChild, type RunningChild } from './child-process.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** The central, the proxy that plays the network, and the tills behind it. */
export interface Fleet {
  readonly proxy: FaultProxy;
  readonly agents: readonly AgentProcess[];
  readonly centralFolder: string;
  /** Stops the tills, then the central; answers in words what did not end in good order. */
  stop(): Promise<string[]>;
}

const readyTimeoutMs = 60_000;
const pollMs = 50;

/** Starts everything under `home` and waits until every till sells. `onStarted` gets each part as it comes up, so that a failure half-way can be cleaned up. */
export async function startFleet(options: { home: string; shopFolder: string; storeIds: readonly string[]; tills: number; signal: AbortSignal; onStarted: (stop: () => Promise<unknown>) => void }): Promise<Fleet> {
  const { home, onStarted } = options;
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  // As `till start` does: a till that is killed comes back as fast as in a shop.
  for (const build of [packagesBuild, agentBuild]) await buildIfStale(build, () => {}, options.signal);
  const centralHome = join(home, 'central');
  const central = await startChild('the central', ['central', '--home', centralHome, '--port', '0', '--shop', options.shopFolder], join(logs, 'central.log'));
  onStarted(() => central.stop());
  options.signal.throwIfAborted();
  const { hostname: host, port } = new URL(central.url);
  const proxy = await startFaultProxy({ host, port: Number(port) });
  onStarted(() => proxy.close());

  const agents = Array.from({ length: options.tills }, (_, till) => new AgentProcess(till, join(home, `till-${till + 1}`), join(logs, `till-${till + 1}.log`)));
  for (const agent of agents) onStarted(() => agent.stop());
  await Promise.all(agents.map(async (agent) => {
    const storeId = options.storeIds[agent.till % options.storeIds.length] ?? '';
    const name = `till-${agent.till + 1}`;
    const code = await makeEnrolmentCode({ url: central.url, home: centralHome }, { tillId: name, tillName: name, storeId });
    await agent.enrol(proxy.url, code);
    await untilOnline(agent, options.signal);
  }));
  return { proxy, agents, centralFolder: join(centralHome, 'pg'), stop: () => stopAll(agents, central, proxy) };
}

/** Ready to sell: it has a programme, its customers, and the centre in reach. */
async function untilOnline(agent: AgentProcess, signal: AbortSignal): Promise<void> {
  const deadlineMs = Date.now() + readyTimeoutMs;
  for (;;) {
    const status = await agent.status();
    if (status.mode === 'online' && status.bundle !== undefined && status.cache !== undefined) return;
    const refused = status.bundleRefused;
    if (refused !== undefined) throw new CliFailure('bundle-refused', `till ${agent.till + 1} refuses the bundle: ${refused.detail} (${refused.code})`, 1);
    if (Date.now() > deadlineMs) throw new CliFailure('till-not-online', `till ${agent.till + 1} is ${status.mode} (${status.modeReason}) after ${readyTimeoutMs / 1000} s`, 1);
    await sleep(pollMs, undefined, { signal });
  }
}

async function stopAll(agents: readonly AgentProcess[], central: RunningChild, proxy: FaultProxy): Promise<string[]> {
  const clean = await Promise.all(agents.map((agent) => agent.stop()));
  const isCentralClean = await central.stop();
  await proxy.close();
  const dirty = agents.filter((_, place) => clean[place] !== true).map((agent) => `till ${agent.till + 1} did not stop in good order`);
  return isCentralClean ? dirty : [...dirty, 'the central did not stop in good order'];
}
