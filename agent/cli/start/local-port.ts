import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliFailure } from '../cli-failure.ts';

const loopback = '127.0.0.1';
/** How far to look for the central's port before leaving the choice to the operating system. */
const portsTried = 50;

/**
 * Resolves if the port is free on loopback; the agent then takes it.
 *
 * @param patienceMs how long to wait for it, where its holder is known to be ending
 */
export async function requireFreePort(port: number, patienceMs = 0): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  let code = await tryPort(port);
  while (code !== undefined && performance.now() < deadlineMs) {
    await sleep(200);
    code = await tryPort(port);
  }
  if (code === undefined) return;
  if (code === 'EACCES') throw new CliFailure('port-not-permitted', `this user may not open port ${port}: choose one above 1023 with --port`);
  const who = (await isTill(port)) ? 'a till is already running there' : 'another program uses it';
  throw new CliFailure('port-taken', `port ${port} is taken, ${who}: stop it, or choose another port with --port`);
}

/** The first free port from `preferred` on. `avoid` is left out: somebody is about to take it. */
export async function findFreePort(preferred: number, avoid: number): Promise<number> {
  for (let port = preferred; port < preferred + portsTried && port <= 65_535; port += 1) {
    if (port !== avoid && (await tryPort(port)) === undefined) return port;
  }
  throw new CliFailure('port-taken', `none of the ports ${preferred} to ${preferred + portsTried - 1} is free for the central service`);
}

/** @returns undefined if it could be opened, else the operating system's code. */
function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: loopback, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

async function isTill(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${loopback}:${port}/healthz`, { signal: AbortSignal.timeout(500) });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'status' in body && 'version' in body;
  } catch {
    return false;
  }
}
