/**
 * A centre in memory that speaks the wire protocol over real HTTP: what it must do to a till, and nothing of what it must do to points.
 * It checks each batch's signature and chain, and can be told to misbehave at the next call of a path.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Account } from '../../agent/domain/customer/account.ts';
import { genesisHash, type StoredOperation } from '../../agent/domain/operations/operation.ts';
import { rootKeyId } from '../../sync/engine/follow-rotations.ts';
import { batchSigningText } from '../../sync/protocol/batch-signature.ts';
import { centralTimeHeader, type HoldMessage, type HoldReply, type PushRequest, type PushVerdict } from '../../sync/protocol/messages.ts';
import { gunzipSync } from 'node:zlib';

/** What happens to one call. `apply`: the centre does its work all the same, only the answer goes wrong. */
export type Mishap =
  | { type: 'status'; status: number; headers?: Record<string, string>; body: string; contentType?: string; apply?: boolean }
  /** No byte ever comes */
  | { type: 'silence'; apply?: boolean }
  /** The head and the first bytes come, then nothing */
  | { type: 'slow-body' }
  /** The body is changed before it is sent */
  | { type: 'garble'; change: (body: Buffer) => Buffer };

export interface FakeCentral {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Paths of all calls, oldest first, such as `POST push`, `GET feed` */
  calls(): readonly string[];
  misbehave(call: string, ...mishaps: Mishap[]): void;
  operations(journalId: string): readonly StoredOperation[];
  /** What it keeps of another branch of the journal */
  quarantined(journalId: string): readonly StoredOperation[];
  setAccount(account: Account): void;
  /** The account was never there; the end of the feed stays where it is, as after changes of others */
  forget(accountId: string): void;
  publish(text: string): void;
  /** Back to an earlier hour: operations after `seq` were never seen */
  restore(journalId: string, seq: number): void;
  newEpoch(): void;
  /** The journal's operations are replaced by another branch. */
  fork(journalId: string, operations: readonly StoredOperation[]): void;
  verdictOf: (operation: StoredOperation) => PushVerdict['verdict'];
  holdReply: HoldReply;
  /** The most bytes of a body that it takes */
  bodyLimit: number;
  close(): Promise<void>;
}

export const fakeToken = 'token-of-the-till-1234';
export const fakeSignature = (text: string): string => Buffer.from(`signed ${text}`).toString('base64');
/** Of the key that the fake shop's engine trusts, which is none */
export const fakeRootKeyId = rootKeyId('');
export const fakeTimeMs = 1_800_000_000_000;

interface Answer {
  status: number;
  body: Buffer;
  headers: Record<string, string>;
}

export async function startFakeCentral(): Promise<FakeCentral> {
  const journals = new Map<string, StoredOperation[]>();
  const branches = new Map<string, StoredOperation[]>();
  const accounts = new Map<string, { account: Account; position: number }>();
  const mishaps = new Map<string, Mishap[]>();
  const calls: string[] = [];
  const waiters = new Set<() => void>();
  const held: ServerResponse[] = [];
  let epoch = 'epoch-1';
  let epochCount = 1;
  let cursor = 0;
  let bundle = makeBundle('{"serial":1}', 1);

  const changed = (): void => {
    for (const wake of waiters) wake();
  };
  const journalOf = (journalId: string): StoredOperation[] => {
    const known = journals.get(journalId) ?? [];
    journals.set(journalId, known);
    return known;
  };
  const positionOf = (journalId: string) => ({ seq: journalOf(journalId).length, hash: journalOf(journalId).at(-1)?.hash ?? genesisHash });
  const throughOf = (journalId: string) => ({ journalId, seq: journalOf(journalId).length });

  const push = (request: PushRequest): Answer => {
    const { protocol, journalId, operations, head, signature } = request;
    const journal = journalOf(journalId);
    const fromSeq = operations[0]?.seq ?? 0;
    const toSeq = operations.at(-1)?.seq ?? 0;
    const signed = batchSigningText({ protocol, journalId, fromSeq, toSeq, headSeq: head.seq, headHash: head.hash });
    if (signature !== fakeSignature(signed)) return problem(403, 'bad-signature');
    const branch = branches.get(journalId) ?? [];
    let isBranch = branch.some(({ hash }) => hash === operations[0]?.prev);
    if (fromSeq > journal.length + 1 && !isBranch) return problem(409, 'journal-gap', { expected: journal.length + 1 });
    const verdicts: PushVerdict[] = [];
    for (const operation of operations) {
      const known = journal[operation.seq - 1];
      isBranch ||= known === undefined ? operation.seq === fromSeq && operation.prev !== (journal.at(-1)?.hash ?? genesisHash) : known.hash !== operation.hash;
      if (isBranch) {
        if (!branch.some(({ hash }) => hash === operation.hash)) branch.push(operation);
        branches.set(journalId, branch);
        verdicts.push({ seq: operation.seq, verdict: 'quarantined' });
        continue;
      }
      if (known !== undefined) {
        verdicts.push({ seq: operation.seq, verdict: 'duplicate' });
        continue;
      }
      const isNext = operation.seq === journal.length + 1 && operation.prev === (journal.at(-1)?.hash ?? genesisHash);
      if (!isNext) return problem(422, 'chain-broken');
      const verdict = central.verdictOf(operation);
      if (verdict !== 'quarantined') journal.push(operation);
      verdicts.push({ seq: operation.seq, verdict });
    }
    changed();
    return json(200, { epoch, position: positionOf(journalId), verdicts });
  };
  const feed = async (query: URLSearchParams): Promise<Answer> => {
    const journalId = query.get('journalId') ?? '';
    const after = Number(query.get('cursor'));
    const limit = Number(query.get('limit'));
    const deadline = Date.now() + Number(query.get('waitMs'));
    const hashBefore = bundle.hash;
    for (;;) {
      if (query.get('epoch') !== epoch) return problem(409, 'epoch-changed');
      const news = [...accounts.values()].filter((row) => row.position > after).toSorted((a, b) => a.position - b.position);
      const remainingMs = deadline - Date.now();
      if (news.length === 0 && remainingMs > 0 && bundle.hash === hashBefore) {
        await waitForChange(waiters, remainingMs);
        continue;
      }
      const page = news.slice(0, limit);
      return json(200, {
        epoch, cursor: page.at(-1)?.position ?? Math.min(after, cursor), through: throughOf(journalId), accounts: page.map((row) => row.account),
        more: news.length > limit, bundleHash: bundle.hash,
      });
    }
  };
  const snapshot = (journalId: string): Answer => {
    const rows = [...accounts.values()].map((row) => ({ type: 'account', account: row.account }));
    const header = { type: 'header', protocol: 1, epoch, cursor, through: throughOf(journalId) };
    const text = [header, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
    const end = { type: 'end', accounts: rows.length, sha256: createHash('sha256').update(text).digest('hex') };
    return { status: 200, body: gzipSync(`${text}${JSON.stringify(end)}\n`), headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' } };
  };
  const work = async (call: string, url: URL, request: IncomingMessage, body: string): Promise<Answer> => {
    if (request.headers.authorization !== `Bearer ${fakeToken}`) return problem(401, 'unauthorized');
    if (body.length > central.bodyLimit) return problem(413, 'body-too-large');
    const journalId = url.searchParams.get('journalId') ?? '';
    switch (call) {
      case 'GET ping': return json(200, { epoch, timeMs: fakeTimeMs });
      case 'GET position': return json(200, { epoch, ...positionOf(journalId) });
      case 'POST push': return push(JSON.parse(body) as PushRequest);
      case 'GET bundle': return request.headers['if-none-match'] === `"${bundle.hash}"` ? { status: 304, body: Buffer.alloc(0), headers: {} } : json(200, bundle);
      case 'GET feed': return await feed(url.searchParams);
      case 'GET snapshot': return snapshot(journalId);
      case 'POST holds': return (JSON.parse(body) as HoldMessage).points > 0 ? json(200, central.holdReply) : problem(400, 'bad-request');
      default: return problem(404, 'not-found');
    }
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const call = `${request.method ?? ''} ${url.pathname.replace('/till/v1/', '')}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    calls.push(call);
    const mishap = mishaps.get(call)?.shift();
    const isApplied = mishap === undefined || mishap.type === 'slow-body' || mishap.type === 'garble' || mishap.apply === true;
    const answer = isApplied ? await work(call, url, request, plainBody(request.headers['content-encoding'], Buffer.concat(chunks))) : problem(500, 'never-sent');
    send(response, answer, mishap);
  };
  const send = (response: ServerResponse, answer: Answer, mishap: Mishap | undefined): void => {
    response.setHeader(centralTimeHeader, String(fakeTimeMs));
    switch (mishap?.type) {
      case 'silence':
        held.push(response);
        return;
      case 'slow-body':
        response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
        response.write(answer.body.subarray(0, 10));
        held.push(response);
        return;
      case 'status':
        response.writeHead(mishap.status, { 'content-type': mishap.contentType ?? 'application/problem+json', ...mishap.headers }).end(mishap.body);
        return;
      case 'garble':
        response.writeHead(answer.status, answer.headers).end(mishap.change(answer.body));
        return;
      case undefined:
        response.writeHead(answer.status, answer.headers).end(answer.body);
        return;
      default:
        throw new Error('unknown mishap');
    }
  };

  const server = createServer((request, response) => {
    // A request that is cut in the middle ends here; the till will come again.
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const central: FakeCentral = {
    url: `http://127.0.0.1:${port}`,
    port,
    token: fakeToken,
    calls: () => calls,
    misbehave: (call, ...next) => void mishaps.set(call, [...(mishaps.get(call) ?? []), ...next]),
    operations: (journalId) => journalOf(journalId),
    quarantined: (journalId) => branches.get(journalId) ?? [],
    setAccount(account) {
      cursor += 1;
      accounts.set(account.accountId, { account, position: cursor });
      changed();
    },
    forget: (accountId) => void accounts.delete(accountId),
    publish(text) {
      bundle = makeBundle(text, bundle.serial + 1);
      changed();
    },
    restore: (journalId, seq) => void journals.set(journalId, journalOf(journalId).slice(0, seq)),
    newEpoch() {
      epochCount += 1;
      epoch = `epoch-${epochCount}`;
      changed();
    },
    fork: (journalId, operations) => void journals.set(journalId, [...operations]),
    verdictOf: () => 'applied',
    holdReply: { outcome: 'held', points: 100, expiresAtMs: fakeTimeMs + 60_000 },
    bodyLimit: 16_000_000,
    async close() {
      for (const response of held) response.destroy();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      changed();
      await closed;
    },
  };
  return central;
}

function makeBundle(text: string, serial: number) {
  return { text, hash: createHash('sha256').update(text).digest('hex'), serial, signature: 'c2lnbmVk', keyId: fakeRootKeyId };
}

function json(status: number, value: unknown): Answer {
  return { status, body: Buffer.from(JSON.stringify(value)), headers: { 'content-type': 'application/json' } };
}

function problem(status: number, code: string, members: Record<string, unknown> = {}): Answer {
  return { ...json(status, { code, title: code, status, ...members }), headers: { 'content-type': 'application/problem+json' } };
}

async function waitForChange(waiters: Set<() => void>, timeoutMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      waiters.delete(done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    waiters.add(done);
  });
}

function plainBody(encoding: string | undefined, body: Buffer): string {
  return (encoding === 'gzip' ? gunzipSync(body) : body).toString();
}
