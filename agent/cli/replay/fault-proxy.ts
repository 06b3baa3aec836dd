/**
 * A TCP proxy that breaks the network on purpose: between a till and the centre it plays the outage. It knows nothing of HTTP.
 *
 *   client ──► proxy ──► target        pass       bytes flow
 *                                      refuse     the port is closed: new connections are refused, the open ones are cut
 *                                      blackhole  connections are accepted, nothing flows and nothing is answered; the open ones freeze
 *                                      reset      every connection is reset, the open ones once, new ones as they come
 *
 * Modes switch live. After `refuse` the same port listens again. What froze in a blackhole flows on after it, late, as it does on a real network.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createLink, type Cut, type FaultCounts, type Interception, type Link } from './fault-link.ts';

export type FaultMode = 'pass' | 'refuse' | 'blackhole' | 'reset';

export interface FaultProxy {
  readonly port: number;
  readonly url: string;
  readonly mode: FaultMode;
  /** Resolves when the mode holds; throws where the port cannot be had again after `refuse`. */
  set(mode: FaultMode): Promise<void>;
  /** Arms one cut; several wait side by side. */
  cutNext(cut: Cut): void;
  /** Arms one answer of somebody else. */
  interceptNext(interception: Interception): void;
  /** From now on the target's bytes come one by one with this pause; undefined ends it, and what was held back follows at once. */
  drip(pauseMs: number | undefined): void;
  /** The connections that stand are dead from now on and do not know it, as after a router restarted; new ones are well. */
  halfOpen(): void;
  counts(): FaultCounts;
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** Below the range that systems hand out by themselves: while the port is closed, nobody gets it by chance as the near end of a connection. */
const firstPort = 20_000;
const portCount = 12_000;
const relistenAttempts = 100;
const relistenPauseMs = 50;

/** @throws where no port can be had */
export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const links = new Set<Link>();
  /** Frozen for good */
  const dead = new WeakSet<Link>();
  const cuts: Cut[] = [];
  const interceptions: Interception[] = [];
  let dripMs: number | undefined;
  const counts: FaultCounts = { connections: 0, torn: 0, cuts: 0, intercepted: 0, bytesToTarget: 0, bytesFromTarget: 0 };
  let mode: FaultMode = 'pass';

  const accept = (client: Socket): void => {
    counts.connections += 1;
    if (mode === 'reset') {
      counts.torn += 1;
      client.resetAndDestroy();
      return;
    }
    const link = createLink({ client, target, cuts, interceptions, dripMs: () => dripMs, counts, frozen: mode === 'blackhole', onClose: () => links.delete(link) });
    links.add(link);
  };
  const tearAll = (): void => {
    for (const link of links) link.tear();
  };

  let server: Server | undefined = await listenSomewhere(accept);
  const port = (server.address() as AddressInfo).port;
  const stopListening = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (closing === undefined) return;
    const closed = new Promise<void>((resolve) => void closing.close(() => resolve()));
    tearAll();
    await closed;
  };
  const change = async (next: FaultMode): Promise<void> => {
    mode = next;
    if (next === 'refuse') {
      await stopListening();
      return;
    }
    server ??= await listenAgain(accept, port);
    if (next === 'reset') tearAll();
    for (const link of links) link.freeze(next === 'blackhole' || dead.has(link));
  };

  // Changes happen one after another, so that a quick refuse → pass never overtakes itself.
  let changing: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = changing.then(work);
    changing = done.catch(() => undefined);
    return done;
  };
  return {
    port,
    url: `http://${host}:${port}`,
    get mode() {
      return mode;
    },
    set: (next) => inTurn(() => change(next)),
    cutNext: (cut) => void cuts.push(cut),
    interceptNext: (interception) => void interceptions.push(interception),
    drip(pauseMs) {
      dripMs = pauseMs;
    },
    halfOpen() {
      for (const link of links) {
        link.freeze(true);
        dead.add(link);
      }
    },
    counts: () => ({ ...counts }),
    close: () => inTurn(stopListening),
  };
}

function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function listenSomewhere(accept: (client: Socket) => void): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listen(accept, firstPort + Math.floor(Math.random() * portCount));
    } catch (fault) {
      if (!isTaken(fault) || attempt === relistenAttempts) throw fault;
    }
  }
}

async function listenAgain(accept: (client: Socket) => void, port: number): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listen(accept, port);
    } catch (fault) {
      if (!isTaken(fault) || attempt === relistenAttempts) throw fault;
      await delay(relistenPauseMs);
    }
  }
}

function isTaken(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';
}
