/**
 * The one place that speaks HTTP to the centre: connections are kept alive, every wait has an end, and every fault says whether
 * bytes may have arrived. On `node:http` and not on `fetch`: fetch tells a connection that never stood from an answer that never came
 * only by its own connect timeout of 10 s, and a hold must know it within 300 ms (ambiguous or not).
 */
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { uptime } from 'node:os';
import { constants, gzip, zstdCompress } from 'node:zlib';
import { promisify } from 'node:util';
import { codingFor, type RequestCoding } from '../protocol/request-codings.ts';
import { createPinnedConnections } from './pinned-connection.ts';
import { SyncFault } from './sync-fault.ts';
import { isCertificateFault, troubleOfConnecting, troubleOfExchange } from './trouble.ts';

export interface HttpCall {
  method: 'GET' | 'POST';
  /** Path and query, below the centre's URL */
  path: string;
  /** JSON; a long one is sent compressed */
  body?: string | Uint8Array;
  /** `application/json` where nothing is said */
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  /** Until the answer is whole, or with `open` until its head is here */
  timeoutMs: number;
  signal: AbortSignal;
}

export interface HttpHead {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** From the call to the head of its answer */
  roundTripMs: number;
}

export interface HttpClient {
  /** @throws SyncFault `unreachable`, `failing` or `stopped`; an answer of any status is no fault here */
  call(call: HttpCall): Promise<HttpHead & { text: string }>;
  /** The body comes as a stream that the caller must consume or destroy. */
  open(call: HttpCall): Promise<HttpHead & { body: IncomingMessage }>;
  /** Lets go of connections that no call uses: after an outage nobody knows which of them still lead anywhere. */
  dropIdle(): void;
  close(): void;
}

export interface HttpClientOptions {
  centralUrl: string;
  token?: string;
  connectTimeoutMs: number;
  /** `pin-pattern.ts`; only with https */
  pin?: string;
  /** Runs on while the machine sleeps; the system's own where nothing is said */
  uptimeMs?: () => number;
}

/** A system's uptime moves in steps of up to 16 ms. */
const coarseUptimeMs = 20;
/** No answer that is read as a whole is near this: a bigger one is rubbish. */
const maxTextBytes = 64 * 1024 * 1024;
/** Below it compressing costs more than it saves: a TCP segment carries as much. Characters or bytes. */
const compressFromLength = 1_400;
const gzipped = promisify(gzip);
const zstdCompressed = promisify(zstdCompress);
const compressors: Readonly<Record<RequestCoding, (body: string | Uint8Array) => Promise<Buffer>>> = {
  // half the time of the usual 6 for journals, and a seventh more bytes
  gzip: (body) => gzipped(body, { level: 4 }),
  // a quarter of that time, and a third fewer bytes
  zstd: (body) => zstdCompressed(body, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
};

interface Packed {
  coding: RequestCoding;
  bytes: Buffer;
}

/** @throws TypeError for a URL that is none, neither http nor https, or http with a pin: what was to be proven must not go unproven */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.centralUrl);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') throw new TypeError(`not an http(s) URL: ${options.centralUrl}`);
  const isTls = base.protocol === 'https:';
  const uptimeMs = options.uptimeMs ?? (() => uptime() * 1_000);
  if (options.pin !== undefined && !isTls) throw new TypeError(`a pinned certificate needs https: ${options.centralUrl}`);
  const agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const pinned = options.pin === undefined ? undefined : createPinnedConnections(options.pin, options.connectTimeoutMs);
  if (pinned !== undefined) {
    const { hostname } = base;
    const to = { host: hostname.replaceAll(/^\[|\]$/g, ''), port: Number(base.port === '' ? 443 : base.port), ...(isIP(hostname) === 0 ? { servername: hostname } : {}) };
    agent.createConnection = (_options, done) => pinned.open(to, (error, socket) => done?.(error, socket));
  }
  const prefix = base.pathname.replace(/\/$/, '');

  /** What the centre takes, as its last answer said */
  let coding: RequestCoding = codingFor(undefined);
  const pack = async (body: string | Uint8Array = ''): Promise<Packed | undefined> => (body.length < compressFromLength ? undefined : { coding, bytes: await compressors[coding](body) });

  const send = (call: HttpCall, packed: Packed | undefined): ClientRequest => {
    const url = new URL(prefix + call.path, base);
    const headers: Record<string, string> = { accept: 'application/json', 'accept-encoding': 'identity', ...call.headers };
    if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
    const body = packed?.bytes ?? (typeof call.body === 'string' ? Buffer.from(call.body) : call.body);
    if (body !== undefined) {
      headers['content-type'] = call.contentType ?? 'application/json';
      headers['content-length'] = String(body.length);
    }
    if (packed !== undefined) headers['content-encoding'] = packed.coding;
    const sent = isTls ? httpsRequest(url, { agent, method: call.method, headers }) : httpRequest(url, { agent, method: call.method, headers });
    sent.end(body);
    return sent;
  };

  /** One exchange. `read` turns the answer into the result; the timeout runs until it is done. */
  const exchange = async <T>(call: HttpCall, read: (message: IncomingMessage, head: HttpHead) => Promise<T>): Promise<T> => {
    const packed = await pack(call.body);
    return await new Promise<T>((resolve, reject) => {
      const passedMs = stopWatch(uptimeMs);
      const sent = send(call, packed);
      const connection = watchConnection(sent, isTls, options.connectTimeoutMs);
      const finish = (end: () => void): void => {
        clearTimeout(timer);
        call.signal.removeEventListener('abort', onAbort);
        connection.release();
        end();
      };
      const fail = (fault: SyncFault): void => {
        finish(() => reject(fault));
        sent.destroy();
      };
      const faultAs = (kind: 'failing' | 'stopped', text: string, cause?: unknown): SyncFault => {
        const isUnreachable = kind === 'failing' && !connection.stands();
        return new SyncFault(isUnreachable ? 'unreachable' : kind, text, { mayHaveArrived: connection.isReady(), trouble: isUnreachable ? troubleOfConnecting(codeOf(cause), base.hostname) : troubleOfExchange(codeOf(cause)), cause });
      };
      const onAbort = (): void => fail(faultAs('stopped', 'the call was ended'));
      const timer = setTimeout(() => fail(faultAs('failing', `no answer within ${call.timeoutMs} ms`)), call.timeoutMs);

      call.signal.addEventListener('abort', onAbort, { once: true });
      if (call.signal.aborted) onAbort();
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // Whoever showed it was sent nothing.
        if (isCertificateFault(error, sent.socket)) fail(new SyncFault('failing', `the certificate is refused: ${error.message}`, { mayHaveArrived: false, trouble: 'certificate', cause: error }));
        else fail(faultAs('failing', error.code ?? error.message, error));
      });
      sent.on('response', (answer) => {
        // Once we have given up, its end is nobody's concern.
        answer.on('error', () => undefined);
        // After an outage another centre may answer, or none but a portal.
        coding = codingFor(answer.headers['accept-encoding']);
        const head = { status: answer.statusCode ?? 0, headers: plainHeaders(answer), roundTripMs: passedMs() };
        read(answer, head).then(
          (value) => finish(() => resolve(value)),
          (error: unknown) => fail(error instanceof SyncFault ? error : faultAs('failing', 'the answer was cut off', error)),
        );
      });
    });
  };

  return {
    call: (call) => exchange(call, async (message, head) => ({ ...head, text: await readText(message) })),
    open: (call) => exchange(call, (message, head) => Promise.resolve({ ...head, body: message })),
    dropIdle() {
      for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    },
    close() {
      pinned?.close();
      agent.destroy();
    },
  };
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

interface Connection {
  /** TCP stands */
  stands(): boolean;
  /** TLS too, where there is any: bytes of the request may be on their way */
  isReady(): boolean;
  release(): void;
}

function watchConnection(sent: ClientRequest, isTls: boolean, connectTimeoutMs: number): Connection {
  let stands = false;
  let isReady = false;
  const timer = setTimeout(() => sent.destroy(new Error(`no connection within ${connectTimeoutMs} ms`)), connectTimeoutMs);
  const becomeReady = (): void => {
    stands = true;
    isReady = true;
    clearTimeout(timer);
  };
  sent.on('socket', (socket: Socket) => {
    if (sent.reusedSocket || !socket.connecting) {
      becomeReady();
      return;
    }
    socket.once('connect', () => {
      stands = true;
      if (!isTls) becomeReady();
    });
    socket.once('secureConnect', becomeReady);
  });
  return { stands: () => stands, isReady: () => isReady, release: () => clearTimeout(timer) };
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxTextBytes) throw new SyncFault('failing', 'the answer is too large to be one', { mayHaveArrived: true });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Repeated headers are joined as HTTP says; names are lower case. */
function plainHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}

/** How long it was since: the fine clock stands still while the machine sleeps, and an answer that slept in a buffer must not look fresh. */
function stopWatch(uptimeMs: () => number): () => number {
  const since = { fineMs: performance.now(), uptimeMs: uptimeMs() };
  return () => {
    const fineMs = performance.now() - since.fineMs;
    const ranMs = uptimeMs() - since.uptimeMs;
    return ranMs - fineMs > coarseUptimeMs ? ranMs : fineMs;
  };
}
