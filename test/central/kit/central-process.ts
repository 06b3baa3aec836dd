import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { protocolVersion, type EnrolAnswer } from '../../../sync/protocol/messages.ts';
import { makeTillKeys, testTill, type TestTill, type TillKeys } from './test-till.ts';

export interface CentralProcess {
  url: string;
  /** Enrols a till, with these keys where it has some */
  enrolTill(keys?: TillKeys): Promise<TestTill>;
  /** The same till against this process */
  reconnect(till: TestTill): TestTill;
  /** SIGKILL, and waits until it is gone */
  kill(): Promise<void>;
}

/** Starts a centre and kills it after a while, wherever it has got to. */
export async function killWhileStarting(home: string, shopFolder: string, afterMs: number): Promise<void> {
  const child = forkCentral(home, shopFolder, {});
  const exited = once(child, 'exit');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await exited;
}

export async function startCentralProcess(home: string, shopFolder: string, env: Readonly<Record<string, string>> = {}): Promise<CentralProcess> {
  const child = forkCentral(home, shopFolder, env);
  const exited = once(child, 'exit');
  const [ready] = (await Promise.race([once(child, 'message'), exited])) as [{ url: string; adminToken: string } | number | null];
  if (ready === null || typeof ready === 'number') throw new Error(`the central process ended with ${ready} before it was ready`);
  const { url, adminToken } = ready;
  return {
    url,
    reconnect: (till) => testTill(url, till, till.keys),
    enrolTill: async (keys = makeTillKeys()) => {
      const post = async <Body>(path: string, body: object) => {
        const response = await fetch(url + path, {
          method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
        });
        if (!response.ok) throw new Error(await response.text());
        return (await response.json()) as Body;
      };
      const { code } = await post<{ code: string }>('/admin/v1/enrolment-codes', { tillId: 'till-1', tillName: 'Касса', storeId: 'store-1' });
      return testTill(url, await post<EnrolAnswer>('/till/v1/enrol', { protocol: protocolVersion, code, publicKey: keys.publicKey }), keys);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function forkCentral(home: string, shopFolder: string, env: Readonly<Record<string, string>>): ChildProcess {
  const program = fileURLToPath(new URL('./central-main.ts', import.meta.url));
  // without the test runner's own flags
  return fork(program, [home, shopFolder], { env: { ...process.env, ...env }, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}
