import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCentralCalls } from '../../sync/engine/central-calls.ts';
import { createHttpClient, type HttpClient } from '../../sync/engine/http-client.ts';
import { createSnapshotDownload, type SnapshotDownload } from '../../sync/engine/snapshot-download.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';

const content = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 31) % 251));
const sha256 = createHash('sha256').update(content).digest();
const never = new AbortController().signal;
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handlers: Handler[];
let asked: { range: string | undefined; ifRange: unknown }[];
let nowMs: number;
let http: HttpClient;
let download: SnapshotDownload;
let path: string;
let close: () => Promise<void>;

beforeEach(async () => {
  handlers = [];
  asked = [];
  nowMs = 0;
  const server = createServer((request, response) => {
    asked.push({ range: request.headers.range, ifRange: request.headers['if-range'] });
    const handler = handlers.shift();
    if (handler === undefined) response.writeHead(500).end();
    else handler(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  http = createHttpClient({ centralUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connectTimeoutMs: 60_000 });
  path = join(tmpdir(), `till-download-${randomUUID()}`);
  download = createSnapshotDownload({
    calls: createCentralCalls({ http, timing: { ...defaultTiming, callTimeoutMs: 60_000 }, onCentralTime: () => undefined }), path, idleMs: 150, now: () => (nowMs += 1_000),
  });
  close = async () => {
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
});
afterEach(async () => await close());

const type = { 'content-type': 'application/x-ndjson; charset=utf-8' };
/** Bytes from `from` to `to` of the file `etag`, of which the length is told or not; `sent` of them come. */
const piece = (from: number, to: number, more: { etag?: string; total?: number | '*'; sent?: number } = {}): Handler => (_request, response) => {
  const total = more.total ?? content.length;
  response.writeHead(206, {
    ...type, etag: `"${more.etag ?? 'one'}"`, 'content-range': `bytes ${from}-${to - 1}/${total}`, 'content-length': to - from,
    ...(total === '*' ? {} : { 'repr-digest': `sha-256=:${sha256.toString('base64')}:` }),
  });
  const bytes = content.subarray(from, from + (more.sent ?? to - from));
  if (bytes.length === to - from) response.end(bytes);
  else response.write(bytes, () => response.destroy());
};
const lastAskedOffset = (): number => Number(/^bytes=(\d+)-$/.exec(asked.at(-1)?.range ?? '')?.[1]);
const restAsAsked: Handler = (request, response) => piece(lastAskedOffset(), 40_000)(request, response);
const fetchOnce = (signal: AbortSignal = never): Promise<unknown> => download.fetch('j', signal).catch((fault: unknown) => (fault instanceof SyncFault ? `${fault.kind}: ${fault.message}` : fault));
const whole = { path: expect.any(String) as string, sha256: sha256.toString('hex'), asOfMs: 1_000 };

describe('a download', () => {
  it('follows a file that is still being made, piece by piece, and is as old as its first request', async () => {
    handlers = [piece(0, 10_000, { total: '*' }), piece(10_000, 30_000, { total: '*' }), piece(30_000, 40_000)];
    expect(await fetchOnce()).toEqual(whole);
    expect(readFileSync(path)).toEqual(content);
    expect(asked).toEqual([{ range: 'bytes=0-', ifRange: undefined }, { range: 'bytes=10000-', ifRange: '"one"' }, { range: 'bytes=30000-', ifRange: '"one"' }]);
  });

  it.each([
    ['cut off', piece(0, 40_000, { sent: 12_345 }), 12_345, /^failing: the snapshot was cut off/],
    ['answered by a captive portal in the middle', (_: unknown, response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 0, /^failing: rubbish with status 200/],
  ] as [string, Handler, number, RegExp][])('that was %s goes on where it was', async (_, mishap, bytes, fault) => {
    handlers = [piece(0, 5_000, { total: '*' }), bytes === 0 ? mishap : piece(5_000, 40_000, { sent: bytes })];
    expect(await fetchOnce()).toMatch(fault);
    handlers = [restAsAsked];
    expect(await fetchOnce()).toEqual(whole);
    // What was on its way when the line was cut may be lost, what was in the file is not.
    expect(lastAskedOffset()).toBeGreaterThanOrEqual(5_000);
    expect(lastAskedOffset()).toBeLessThanOrEqual(5_000 + bytes);
    expect(asked.at(-1)?.ifRange).toBe('"one"');
    expect(readFileSync(path)).toEqual(content);
  });

  it('that stops flowing is given up, and goes on where it was', async () => {
    handlers = [(_, response) => {
      response.writeHead(206, { ...type, etag: '"one"', 'content-range': 'bytes 0-39999/40000', 'content-length': 40_000 }).write(content.subarray(0, 2_000));
    }];
    expect(await fetchOnce()).toMatch(/^failing: less than 1024 bytes/);
    handlers = [restAsAsked];
    expect(await fetchOnce()).toMatchObject({ sha256: sha256.toString('hex') });
    expect(readFileSync(path)).toEqual(content);
  });

  it('begins anew where the centre has another file by now', async () => {
    handlers = [piece(0, 40_000, { sent: 9_000 }), (_, response) => response.writeHead(200, { ...type, etag: '"two"', 'content-length': content.length }).end(content)];
    await fetchOnce();
    expect(await fetchOnce()).toEqual({ path, sha256: undefined, asOfMs: 2_000 });
    expect(readFileSync(path)).toEqual(content);
  });

  it('begins anew for another journal, and once it was used', async () => {
    handlers = [piece(0, 40_000, { sent: 9_000 }), piece(0, 40_000), piece(0, 40_000)];
    await fetchOnce();
    await download.fetch('other', never);
    download.forget();
    await download.fetch('other', never);
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-', 'bytes=0-', 'bytes=0-']);
  });

  it.each([
    ['a piece of another place', [piece(100, 40_000)]],
    ['a piece of another file', [piece(0, 5_000, { total: '*' }), piece(5_000, 40_000, { etag: 'two' })]],
    ['more than the file has', [piece(0, 20_000, { total: 10_000 })]],
    ['a page with status 200', [(_: unknown, response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')]],
  ] as [string, Handler[]][])('takes %s for rubbish', async (_, answers) => {
    handlers = answers;
    expect(await fetchOnce()).toMatch(/^failing: rubbish with status 20[06]/);
  });

  it('of a file without a name cannot go on, and begins anew', async () => {
    handlers = [(_, response) => response.writeHead(200, { ...type, 'content-length': 40_000 }).write(content.subarray(0, 9_000), () => response.destroy()), piece(0, 40_000)];
    expect(await fetchOnce()).toBe('failing: the snapshot was cut off');
    expect(await fetchOnce()).toMatchObject({ sha256: sha256.toString('hex') });
    expect(asked.at(-1)).toEqual({ range: 'bytes=0-', ifRange: undefined });
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    handlers = [(_, response) => {
      response.writeHead(200, type).write(content.subarray(0, 5_000), () => stop.abort());
    }];
    expect(await fetchOnce(stop.signal)).toMatch(/^stopped/);
  });
});
