/** The parts of the shell that need no Electron. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAgentToken } from '../../agent/desktop/agent-token.ts';
import { createForwarder, type Forwarder } from '../../agent/desktop/forward-request.ts';
import { readShellOptions } from '../../agent/desktop/shell-options.ts';
import { answerPage } from '../../agent/desktop/till-protocol.ts';

const hasIpv6 = Object.values(networkInterfaces()).flat().some((known) => known?.address === '::1');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-shell-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'page', 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  mkdirSync(join(folder, 'shell-pages', 'shell'), { recursive: true });
  writeFileSync(join(folder, 'shell-pages', 'shell', 'leave.html'), 'leave');
  writeFileSync(join(folder, 'shell-pages', 'main.js'), 'secret');
  mkdirSync(join(folder, 'page-2'));
  writeFileSync(join(folder, 'page-2', 'secret.html'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the options of the shell', () => {
  const agent = '--agent-url=http://127.0.0.1:7317';
  const token = '--token-file=/var/till/api.token';
  it('are read among the switches of Chromium', () => {
    const read = readShellOptions(['electron', '--no-sandbox', 'main.cjs', agent, token, '--page-folder=/var/till/page']);
    expect(read).toMatchObject({ ok: true, options: { tokenFile: '/var/till/api.token', pageFolder: '/var/till/page' } });
    expect(read.ok && read.options.kind === 'attach' && read.options.agentUrl.port).toBe('7317');
  });
  it('say how the shell shows itself; what is not said is the usual', () => {
    expect(readShellOptions([agent, token])).toMatchObject({ options: { isKiosk: false, isCompanion: false, hasCustomerDisplay: true, leavesKiosk: false } });
    expect(readShellOptions([agent, token]).ok && 'startsWithSystem' in readShellOptions([agent, token])).toBe(false);
    expect(readShellOptions([agent, token, '--kiosk', '--display=off', '--start-with-system=off', '--leave-kiosk'])).toMatchObject({ options: { isKiosk: true, hasCustomerDisplay: false, startsWithSystem: false, leavesKiosk: true } });
    expect(readShellOptions(['--companion', '--start-with-system=on'])).toMatchObject({ options: { kind: 'keep', isCompanion: true, startsWithSystem: true } });
  });
  it.each([
    ['no agent', [token]],
    ['an agent on another machine, which must never see the token', ['--agent-url=http://example.com:7317', token]],
    ['an agent that is a file', ['--agent-url=file:///etc/passwd', token]],
    ['an agent that would have to be asked by another protocol', ['--agent-url=https://127.0.0.1:7317', token]],
    ['an agent of which the last word is that it is elsewhere', [agent, '--agent-url=http://example.com:7317', token]],
    ['no token', [agent]],
    ['a token file that depends on where one stands', [agent, '--token-file=api.token']],
    ['a small window that is alone on the screen', [agent, token, '--kiosk', '--companion']],
    ['a display that is neither on nor off', [agent, token, '--display=maybe']],
    ['a start with the system that is neither on nor off', [agent, token, '--start-with-system=yes']],
  ])('are refused with %s', (_, args) => expect(readShellOptions(args).ok).toBe(false));
});

describe('the token', () => {
  it('is read without the line end', () => {
    writeFileSync(join(folder, 'good'), 'abc\n', { mode: 0o600 });
    expect(readAgentToken(join(folder, 'good'))).toBe('abc');
  });
  it.runIf(process.platform !== 'win32')('is no secret where other users may read it', () => {
    writeFileSync(join(folder, 'open'), 'abc');
    chmodSync(join(folder, 'open'), 0o644);
    expect(() => readAgentToken(join(folder, 'open'))).toThrow('its mode must be 0600');
  });
  it.runIf(process.platform !== 'win32')('is not taken from a file of another user', () => {
    const file = join(folder, 'theirs');
    writeFileSync(file, 'abc', { mode: 0o600 });
    // Only root can give a file away; anybody else is told to be somebody else.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(file, 4242, 4242);
    const userId = statSync(file).uid + 1;
    expect(() => readAgentToken(file, userId)).toThrow('belongs to another user');
  });
  it('must be there', () => {
    writeFileSync(join(folder, 'empty'), '', { mode: 0o600 });
    expect(() => readAgentToken(join(folder, 'empty'))).toThrow('is empty');
    expect(() => readAgentToken(join(folder, 'none'))).toThrow('cannot be read');
  });
});

describe('app://till', () => {
  const forwarder: Forwarder = { forward: async () => new Response('forwarded'), dropStreams: () => undefined };
  const ask = (url: string, method = 'GET') => answerPage(new Request(url, { method }), { page: join(folder, 'page'), shell: join(folder, 'shell-pages') }, forwarder);

  it('serves the page under a policy that lets nothing in', async () => {
    const answer = await ask('app://till/');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect((await ask('app://till/assets/a.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });
  it('serves it from a folder however it is written', async () => {
    for (const written of [`${join(folder, 'page')}/`, relative('.', join(folder, 'page'))]) {
      expect((await answerPage(new Request('app://till/'), { page: written, shell: folder }, forwarder)).status).toBe(200);
    }
  });
  it.each(['app://till/../secret.html', 'app://till/%2e%2e/secret.html', 'app://till/..%2fsecret.html', 'app://till/..%2fpage-2%2fsecret.html', 'app://till/assets/..%5c..%5csecret.html', 'app://till/none.js', 'app://till/assets', 'app://till/%', 'app://till/%00', 'app://till/index.html%00.js', 'app://till/%252e%252e%252fsecret.html', 'app://till/%2f..%2fsecret.html', 'app://till//etc/passwd', 'app://till/..%c0%afsecret.html', 'app://elsewhere/index.html'])('answers %s with 404', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });
  it('serves the pages that are the shell\'s own, and nothing that lies beside them', async () => {
    expect(await (await ask('app://till/shell/leave.html')).text()).toBe('leave');
    expect((await ask('app://till/shell/leave.html')).headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await ask('app://till/shell/..%2fmain.js')).status).toBe(404);
  });
  it('takes only GET for its own files, and forwards the rest of what is under /v1', async () => {
    expect((await ask('app://till/index.html', 'POST')).status).toBe(405);
    expect(await (await ask('app://till/v1/sales/1', 'PUT')).text()).toBe('forwarded');
    for (const method of ['OPTIONS', 'HEAD', 'PROPFIND']) expect((await ask('app://till/v1/status', method)).status).toBe(405);
  });
});

describe('the forwarder', () => {
  let server: Server;
  let seen: { method: string | undefined; url: string | undefined; headers: IncomingHttpHeaders; body: string }[];
  let openStreams: number;
  let forwarder: Forwarder;

  beforeEach(async () => {
    seen = [];
    openStreams = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (request.url === '/v1/events') {
          openStreams += 1;
          response.on('close', () => (openStreams -= 1));
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: status\ndata: {}\n\n');
          return;
        }
        response.writeHead(409, { 'content-type': 'application/problem+json', 'set-cookie': 'a=b' }).end('{"code":"sale-revised"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    forwarder = createForwarder({ agentUrl: () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), token: () => 'secret' });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('adds the token and leaves out everything that the agent should not see', async () => {
    const answer = await forwarder.forward(new Request('http://till/v1/sales/1?x=%20y', {
      method: 'PUT', body: '{"a":"ё"}', headers: { 'content-type': 'application/json', 'idempotency-key': 'k', authorization: 'Bearer mine', origin: 'app://till', cookie: 'c=d', 'x-other': '1' },
    }));
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/v1/sales/1?x=%20y', body: '{"a":"ё"}', headers: { authorization: 'Bearer secret', 'content-type': 'application/json', 'idempotency-key': 'k' } });
    for (const name of ['origin', 'cookie', 'x-other', 'referer', 'sec-fetch-site']) expect(seen[0]?.headers[name]).toBeUndefined();
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('set-cookie'), await answer.json()]).toEqual([409, 'application/problem+json', null, { code: 'sale-revised' }]);
  });

  it('passes a stream on while it runs, and ends it when the page is gone', async () => {
    const answer = await forwarder.forward(new Request('http://till/v1/events'));
    const { value } = await answer.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toContain('event: status');
    expect(openStreams).toBe(1);
    forwarder.dropStreams();
    await vi.waitFor(() => expect(openStreams).toBe(0));
  });

  it.runIf(hasIpv6)('reaches an agent at an IPv6 address', async () => {
    const onIpv6 = createServer((request, response) => response.end(request.headers.host));
    await new Promise<void>((resolve) => onIpv6.listen(0, '::1', resolve));
    const { port } = onIpv6.address() as AddressInfo;
    const answer = await createForwarder({ agentUrl: () => new URL(`http://[::1]:${port}`), token: () => 'secret' }).forward(new Request('http://till/v1/status'));
    expect([answer.status, await answer.text()]).toEqual([200, `[::1]:${port}`]);
    onIpv6.closeAllConnections();
    onIpv6.close();
  });

  it('answers 502 while the agent is away', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const answer = await forwarder.forward(new Request('http://till/v1/status'));
    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'agent-away' }]);
  });

  it('answers 401 where it has no token to show', async () => {
    const without = createForwarder({ agentUrl: () => new URL('http://127.0.0.1:1'), token: () => readAgentToken(join(folder, 'none')) });
    const answer = await without.forward(new Request('http://till/v1/status'));
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'unauthorized' }]);
  });
});
