import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findAgentHome } from '../home/agent-home.ts';
import { projectRoot } from '../project.ts';
import { readRunFile } from '../start/run-file.ts';

export interface HomeOptions {
  home?: string;
  url?: string;
}

/** The agent of a home, where one answers. */
export interface ReachedAgent {
  readonly url: string;
  readonly token: string;
}

const patienceMs = 3_000;

/** The home that is meant: that of the agent, where one was set up in it. */
export function homeOf(options: HomeOptions): string {
  const folder = resolve(options.home ?? join(projectRoot, '.till'));
  return findAgentHome(folder) ?? folder;
}

/** @returns undefined where no agent of this home answers */
export async function reachAgent(options: HomeOptions): Promise<ReachedAgent | undefined> {
  const home = homeOf(options);
  const run = readRunFile(home) ?? readRunFile(dirname(home));
  const url = options.url ?? run?.agentUrl ?? 'http://127.0.0.1:7317';
  try {
    const token = readFileSync(join(home, 'api.token'), 'utf8').trim();
    const answer = await fetch(`${url}/v1/status`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer.ok ? { url, token } : undefined;
  } catch {
    return undefined;
  }
}
