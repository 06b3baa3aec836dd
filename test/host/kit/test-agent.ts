import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '../../../agent/host/start-agent.ts';
import { patientBudgets } from '../../kit/patient-budgets.ts';
import { httpCall } from './http-call.ts';
import { testLog } from './test-log.ts';
import type { AgentOptions, RunningAgent } from '../../../agent/host/start-agent.ts';
import type { CallAnswer, CallOptions } from './http-call.ts';

/** Short pauses, so that an outage ends soon after the centre is back. */
const syncTiming = { feedWaitMs: 500, backoffMinMs: 20, backoffMaxMs: 200 };

/** A whole agent in this process, with its files in a folder of its own. */
export interface TestAgent {
  readonly running: RunningAgent;
  readonly home: string;
  readonly logLines: readonly string[];
  call(method: string, path: string, options?: CallOptions): Promise<CallAnswer>;
}

export function makeAgentHome(): { home: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'till-agent-'));
  return { home: join(folder, 'till'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startTestAgent(home: string, options: Partial<AgentOptions> = {}): Promise<TestAgent> {
  const { log, lines } = testLog();
  const running = await startAgent({ home, host: '127.0.0.1', port: 0, pageAccess: 'link', log, syncTiming, budgets: patientBudgets, ...options });
  return {
    running,
    home,
    logLines: lines,
    call: (method, path, call = {}) => httpCall(running.port, method, path, { ...call, headers: { authorization: `Bearer ${running.token}`, ...call.headers } }),
  };
}
