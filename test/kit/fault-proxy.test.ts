import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** A target that echoes the body, and remembers what reached it. */
let target: Server;
let arrived: string[];
let broken: number;
let proxy: FaultProxy;
const open: Socket[] = [];

beforeEach(async () => {
  arrived = [];
  broken = 0;
  target = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('error', () => {
      broken += 1;
    });
    request.on('end', () => {
      if (body !== 'turn') arrived.push(body);
      response.end(`echo ${body}`);
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy({ host: '127.0.0.1', port: (target.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await proxy.close();
  target.closeAllConnections();
  await new Promise<void>((resolve) => void target.close(() => resolve()));
});

const post = async (body: string): Promise<string> => {
  const answer = await fetch(proxy.url, { method: 'POST', body });
  return await answer.text();
};

/** Some answers of the target past the proxy: whatever the proxy has let through by now arrives before them. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await (await fetch(`http://127.0.0.1:${(target.address() as AddressInfo).port}`, { method: 'POST', body: 'turn' })).text();
};

/** The code of the socket error that a fetch failed with. */
const faultOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (fault) {
    const cause = fault instanceof Error ? fault.cause : undefined;
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  }
};

/** A raw connection: says which event ended it. */
const rawConnection = (): { socket: Socket; connected: Promise<void>; ended: Promise<string>; received: () => string } => {
  const socket = connect(proxy.port, '127.0.0.1');
  open.push(socket);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
  });
  const connected = new Promise<void>((resolve) => void socket.once('connect', () => resolve()));
  const ended = new Promise<string>((resolve) => {
    socket.once('end', () => resolve('end'));
    socket.once('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? 'unknown'));
  });
  return { socket, connected, ended, received: () => received };
};

describe('the fault proxy', () => {
  it('passes bytes both ways, large bodies whole', async () => {
    const body = 'ж'.repeat(1_000_000);
    expect(await post(body)).toBe(`echo ${body}`);
    expect(proxy.counts()).toMatchObject({ connections: 1, torn: 0, cuts: 0 });
    expect(proxy.counts().bytesToTarget).toBeGreaterThan(2_000_000);
  });

  it('refuses new connections and cuts the open ones, then listens on the same port again', async () => {
    const { port } = proxy;
    const connection = rawConnection();
    await connection.connected;
    await proxy.set('refuse');
    expect(await connection.ended).toBe('ECONNRESET');
    expect(await faultOf(post('a'))).toBe('ECONNREFUSED');
    await proxy.set('pass');
    expect(proxy.port).toBe(port);
    expect(await post('b')).toBe('echo b');
    expect(arrived).toEqual(['b']);
  });

  it('applies quick changes in order', async () => {
    await Promise.all([proxy.set('refuse'), proxy.set('pass'), proxy.set('refuse'), proxy.set('pass')]);
    expect(proxy.mode).toBe('pass');
    expect(await post('a')).toBe('echo a');
  });

  it('accepts in a blackhole and lets the frozen bytes through afterwards', async () => {
    await proxy.set('blackhole');
    const answer = post('late');
    const probe = rawConnection();
    await probe.connected;
    await turns();
    expect(arrived).toEqual([]);
    await proxy.set('pass');
    expect(await answer).toBe('echo late');
  });

  it('freezes an open connection in a blackhole', async () => {
    const connection = rawConnection();
    await connection.connected;
    await proxy.set('blackhole');
    connection.socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nz');
    await turns();
    expect(arrived).toEqual([]);
    expect(connection.received()).toBe('');
    await proxy.set('pass');
    await new Promise<void>((resolve) => void connection.socket.once('data', () => resolve()));
    expect(arrived).toEqual(['z']);
  });

  it('resets open and new connections', async () => {
    const connection = rawConnection();
    await connection.connected;
    await post('made sure that the proxy has accepted');
    await proxy.set('reset');
    expect(await connection.ended).toBe('ECONNRESET');
    const later = rawConnection();
    expect(await later.ended).toBe('ECONNRESET');
    await proxy.set('pass');
    expect(await post('a')).toBe('echo a');
  });

  it('loses the answer to a request that was applied', async () => {
    proxy.cutNext({ when: 'marked', direction: 'from-target', afterBytes: 0 });
    expect(await post('other')).toBe('echo other');
    expect(await faultOf(post('marked'))).not.toBe('none');
    expect(arrived).toEqual(['other', 'marked']);
    expect(proxy.counts()).toMatchObject({ cuts: 1, torn: 1 });
    expect(await post('marked')).toBe('echo marked');
  });

  it('cuts a request in the middle, so that it never is whole', async () => {
    proxy.cutNext({ when: 'POST', direction: 'to-target', afterBytes: 200_000 });
    expect(await faultOf(post('a'.repeat(1_000_000)))).not.toBe('none');
    expect(await post('b')).toBe('echo b');
    expect(arrived).toEqual(['b']);
    expect(broken).toBe(1);
  });

  it('tells the client when the target is down', async () => {
    target.closeAllConnections();
    await new Promise<void>((resolve) => void target.close(() => resolve()));
    expect(await faultOf(post('a'))).not.toBe('none');
  });

  it('closes with connections open', async () => {
    const connection = rawConnection();
    await connection.connected;
    await proxy.close();
    expect(await connection.ended).toBe('ECONNRESET');
  });
});
