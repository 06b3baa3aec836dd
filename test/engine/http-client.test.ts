import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpCall } from '../../sync/engine/http-client.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';

const never = new AbortController().signal;
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => void server.close(() => resolve()));
});

const listen = async (server: Server | HttpServer): Promise<number> => {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const get = (more: Partial<HttpCall> = {}): HttpCall => ({ method: 'GET', path: '/till/v1/ping', timeoutMs: 20_000, signal: never, ...more });
const faultOf = async (call: Promise<unknown>): Promise<Pick<SyncFault, 'kind' | 'mayHaveArrived' | 'message'> | undefined> => {
  try {
    await call;
    return undefined;
  } catch (fault) {
    return fault instanceof SyncFault ? { kind: fault.kind, mayHaveArrived: fault.mayHaveArrived, message: fault.message } : undefined;
  }
};

describe('the HTTP client', () => {
  it('sends the token and the body below the path of the centre, and reads the answer', async () => {
    const port = await listen(createHttpServer((request, response) => {
      response.setHeader('x-path', `${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''} ${request.headers['content-type'] ?? ''}`);
      request.pipe(response.writeHead(201));
    }));
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}/loyalty/`, token: 'secret', connectTimeoutMs: 20_000 });
    const answer = await http.call(get({ method: 'POST', path: '/till/v1/push?a=1', body: '{"ж":1}' }));
    expect(answer).toMatchObject({ status: 201, text: '{"ж":1}', headers: { 'x-path': 'POST /loyalty/till/v1/push?a=1 Bearer secret application/json' } });
    expect(answer.roundTripMs).toBeGreaterThan(0);
    http.close();
  });

  it('counts the hours that the machine slept before it read the answer', async () => {
    let uptimeMs = 5_000;
    const port = await listen(createHttpServer((_request, response) => {
      uptimeMs += 6 * 3_600_000;
      response.end();
    }));
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}`, connectTimeoutMs: 20_000, uptimeMs: () => uptimeMs });
    expect((await http.call(get())).roundTripMs).toBe(6 * 3_600_000);
    http.close();
  });

  it('compresses as the last answer of the centre said that it may, and by gzip where none said anything', async () => {
    const codings = ['br, zstd, gzip', undefined, undefined];
    const seen: (string | undefined)[] = [];
    const texts: string[] = [];
    const port = await listen(createHttpServer((request, response) => {
      const coding = request.headers['content-encoding'];
      seen.push(coding);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const body = Buffer.concat(chunks);
        texts.push((coding === 'zstd' ? zstdDecompressSync(body) : gunzipSync(body)).toString());
        const taken = codings.shift();
        response.writeHead(200, taken === undefined ? {} : { 'accept-encoding': taken }).end('{}');
      });
    }));
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}`, connectTimeoutMs: 20_000 });
    const body = JSON.stringify('ж'.repeat(2_000));
    for (let call = 0; call < 3; call += 1) await http.call(get({ method: 'POST', body }));
    expect(seen).toEqual(['gzip', 'zstd', 'gzip']);
    expect(texts).toEqual([body, body, body]);
    http.close();
  });

  it('keeps the connection alive', async () => {
    let connections = 0;
    const server = createHttpServer((_request, response) => void response.end('{}'));
    server.on('connection', () => {
      connections += 1;
    });
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${await listen(server)}`, connectTimeoutMs: 20_000 });
    for (let call = 0; call < 5; call += 1) await http.call(get());
    expect(connections).toBe(1);
    http.close();
  });

  it('knows that nothing was sent while the TLS handshake was not done', async () => {
    const port = await listen(createTcpServer());
    const http = createHttpClient({ centralUrl: `https://127.0.0.1:${port}`, connectTimeoutMs: 50 });
    expect(await faultOf(http.call(get()))).toEqual({ kind: 'failing', mayHaveArrived: false, message: 'no connection within 50 ms' });
    http.close();
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    servers.pop();
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}`, connectTimeoutMs: 20_000 });
    expect(await faultOf(http.call(get()))).toEqual({ kind: 'unreachable', mayHaveArrived: false, message: 'ECONNREFUSED' });
    http.close();
  });

  it('says that the request may have arrived when the answer does not come', async () => {
    const port = await listen(createTcpServer());
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}`, connectTimeoutMs: 20_000 });
    expect(await faultOf(http.call(get({ timeoutMs: 50 })))).toEqual({ kind: 'failing', mayHaveArrived: true, message: 'no answer within 50 ms' });
    http.close();
  });

  it('does not begin a call that was ended before', async () => {
    const port = await listen(createTcpServer());
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${port}`, connectTimeoutMs: 20_000 });
    expect(await faultOf(http.call(get({ signal: AbortSignal.abort() })))).toEqual({ kind: 'stopped', mayHaveArrived: false, message: 'the call was ended' });
    http.close();
  });

  it('ends a call that is under way with its signal', async () => {
    const server = createTcpServer();
    const stop = new AbortController();
    server.on('connection', (socket: Socket) => void socket.once('data', () => stop.abort()));
    const http = createHttpClient({ centralUrl: `http://127.0.0.1:${await listen(server)}`, connectTimeoutMs: 20_000 });
    expect(await faultOf(http.call(get({ signal: stop.signal })))).toEqual({ kind: 'stopped', mayHaveArrived: true, message: 'the call was ended' });
    http.close();
  });

  it.each(['ftp://centre', 'centre', ''])('throws for %j', (centralUrl) => {
    expect(() => createHttpClient({ centralUrl, connectTimeoutMs: 1 })).toThrow(TypeError);
  });
});
