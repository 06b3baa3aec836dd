import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What the keeper is told about its server. */
export interface PostgresSettings {
  port: number;
  user: string;
  password: string;
  /** Whether it syncs to disk; without it all is faster, and only a power cut could tell */
  isDurable: boolean;
  /** Further server settings */
  options: Readonly<Record<string, string | number>>;
}
export interface KeeperRequest {
  type: 'start' | 'kill' | 'stop';
}
export type KeeperReply = KeeperRequest | { type: 'failed'; reason: string };

/** A PostgreSQL server of this test run. It ends with this process, however that ends. */
export interface PostgresServer {
  /** Of its maintenance database: user, password, host, port */
  url: string;
  /** SIGKILL to the whole server */
  kill(): Promise<void>;
  /** Orderly stop, with connections cut */
  stop(): Promise<void>;
  /** After `kill` or `stop`: the same data on the same port */
  start(): Promise<void>;
  /** Stops it and removes its data */
  close(): Promise<void>;
}

/** Makes a server on a free port of the loopback interface: some two seconds. */
export async function startPostgres(settings: Partial<Pick<PostgresSettings, 'isDurable' | 'options'>> = {}): Promise<PostgresServer> {
  const full: PostgresSettings = {
    isDurable: false, options: {}, ...settings, port: await freePort(), user: 'till', password: randomBytes(12).toString('hex'),
  };
  // without the test runner's own flags
  const keeper = fork(fileURLToPath(new URL('./keeper.ts', import.meta.url)), [JSON.stringify(full)], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(keeper, 'exit');
  const ask = async (type: KeeperRequest['type']): Promise<void> => {
    const answered = once(keeper, 'message');
    keeper.send({ type } satisfies KeeperRequest);
    const [reply] = (await Promise.race([answered, exited])) as [KeeperReply | number | null];
    if (reply === null || typeof reply === 'number') throw new Error(`the keeper of the server ended with ${reply}`);
    if (reply.type === 'failed') throw new Error(`PostgreSQL did not ${type}: ${reply.reason}`);
  };
  const close = async () => {
    if (keeper.connected) keeper.disconnect();
    await exited;
  };
  try {
    await ask('start');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `postgres://${full.user}:${full.password}@127.0.0.1:${full.port}/postgres`,
    kill: () => ask('kill'), stop: () => ask('stop'), start: () => ask('start'), close,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen({ host: '127.0.0.1', port: 0 });
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
