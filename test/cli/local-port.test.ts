import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePort, requireFreePort } from '../../agent/cli/start/local-port.ts';
import { closeServer, freePort, takePort } from './support/ports.ts';

const taken: Awaited<ReturnType<typeof takePort>>[] = [];
afterEach(async () => {
  for (const server of taken.splice(0)) await closeServer(server);
});

async function take(port: number): Promise<number> {
  const server = await takePort(port);
  taken.push(server);
  return (server.address() as AddressInfo).port;
}

describe('the port of the till', () => {
  it('is accepted where it is free', async () => {
    await expect(requireFreePort(await freePort())).resolves.toBeUndefined();
  });

  it('is refused in one sentence where it is taken', async () => {
    const port = await take(0);
    await expect(requireFreePort(port)).rejects.toMatchObject({ code: 'port-taken', exitCode: 2, message: `port ${port} is taken, another program uses it: stop it, or choose another port with --port` });
  });
});

describe('the port of the central', () => {
  it('is the preferred one where it is free', async () => {
    const port = await freePort();
    expect(await findFreePort(port, port - 1)).toBe(port);
  });

  it('goes past a taken one and past the one of the till', async () => {
    const port = await take(0);
    expect(await findFreePort(port, port + 1)).toBeGreaterThan(port + 1);
  });
});
