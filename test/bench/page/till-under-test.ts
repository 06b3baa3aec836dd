import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TillCommand, TillMessage } from './till-child.ts';

const program = fileURLToPath(new URL('till-child.ts', import.meta.url));

/** A till in a process of its own, so that it and the page share the machine as they do in a shop. */
export interface TillUnderTest {
  url: string;
  /** A scanner beside the page: the agent hears it first */
  scan(code: string): Promise<void>;
  /** Resolves once a snapshot was built and serves */
  load(snapshotPath: string, folder: string): Promise<void>;
  close(): Promise<void>;
}

export async function startTillUnderTest(pageFolder: string): Promise<TillUnderTest> {
  const child = fork(program, [pageFolder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told = async (): Promise<TillMessage> => {
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`the till ended with ${String(code)}`)))]);
    return first as TillMessage;
  };
  const send = (command: TillCommand) => child.send(command);
  const ready = await told();
  if (ready.type !== 'ready') throw new Error(`the till began with ${ready.type}`);
  const { url, token } = ready;
  return {
    url,
    async scan(code) {
      const answer = await fetch(`${url}/v1/scans`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ code, source: 'serial' }) });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    async load(snapshotPath, folder) {
      const loaded = told();
      send({ type: 'load', snapshotPath, folder });
      await loaded;
    },
    async close() {
      const ended = once(child, 'exit');
      send({ type: 'close' });
      await ended;
    },
  };
}
