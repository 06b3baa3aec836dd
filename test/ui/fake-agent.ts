/**
 * A program that speaks the local API, for tests of the page: it can do on command what a real agent does only in
 * trouble (go away, restart with a sale in doubt, refuse, answer garbage). Prices are plausible, not the engine's.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { Compile } from 'typebox/compile';
import type { TillEventName, TillEvents } from '../../agent/contract/events.ts';
import { problemCodes, type ProblemCode } from '../../agent/contract/problem.ts';
import { CancelRequest, CommitRequest, RedemptionRequest, SaleRequest, type CustomerView, type SaleView } from '../../agent/contract/sale.ts';
import { IdentifyRequest, ScanRequest, type ScanView } from '../../agent/contract/scan.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import { classify, findCustomer, findGoods, priceFake } from './fake-shop.ts';
import { fakeStatus, fakeTime } from './fake-status.ts';

const checks = {
  sale: Compile(SaleRequest), redemption: Compile(RedemptionRequest), commit: Compile(CommitRequest), cancel: Compile(CancelRequest), scan: Compile(ScanRequest), identify: Compile(IdentifyRequest),
};
const contentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const mediaTypes: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };

/** How the next call that fits is spoilt, once. */
export interface Spoil {
  /** Of the path, or of `METHOD path` */
  matches: RegExp;
  /** `vanish`: the work is done and the connection breaks before the answer */
  how: { problem: ProblemCode } | 'garbage' | 'vanish';
}

/** What a test says a call answers: a body, or a problem's code. */
export type FakeAnswer = (call: { method: string; path: string; query: URLSearchParams; body: unknown; headers: IncomingMessage['headers'] }) => object | ProblemCode;

export interface FakeAgent {
  readonly url: string;
  readonly port: number;
  /** Method and path of every call, in order */
  readonly calls: readonly string[];
  readonly sales: ReadonlyMap<string, SaleView>;
  spoil(spoil: Spoil): void;
  /** A call (`METHOD /path`) that the sale does not make; the newest that matches answers */
  answer(matches: RegExp, how: FakeAnswer): void;
  /** From now on every call of the page is answered with this text, whatever it asks; undefined: sense again */
  babble(answer: { text: string; status: number } | undefined): void;
  /** An event of the agent */
  tell<Name extends TillEventName>(name: Name, value: TillEvents[Name]): void;
  setStatus(change: Partial<StatusView>): void;
  /** A scan that reached the agent from outside the page */
  scan(code: string, source?: string): ScanView;
  /** Another client revises the sale */
  revise(saleId: string, lines: SaleRequest['lines']): void;
  /** Cuts every connection and listens no more. */
  goAway(): Promise<void>;
  /** Listens again on the same port; sales that held points are in doubt, as after a crash. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function startFakeAgent(options: { port?: number; pageFolder?: string } = {}): Promise<FakeAgent> {
  const sales = new Map<string, SaleView>();
  const calls: string[] = [];
  const spoils: Spoil[] = [];
  const answers: { matches: RegExp; how: FakeAnswer }[] = [];
  const streams = new Set<ServerResponse>();
  let status = fakeStatus();
  let seq = 1;
  let babbled: { text: string; status: number } | undefined;
  let server: Server | undefined;
  let port = options.port ?? 0;

  const send = <Name extends TillEventName>(name: Name, value: TillEvents[Name]) => streams.forEach((stream) => stream.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`));
  function save(sale: SaleView): SaleView {
    sales.set(sale.saleId, sale);
    send('sale', sale);
    return sale;
  }
  function scan(code: string, source = 'api'): ScanView {
    const view: ScanView = { scanId: randomUUID(), code, source, atMs: Date.now(), thing: classify(code) };
    send('scan', view);
    return view;
  }
  function priced(saleId: string, revision: number, request: Pick<SaleRequest, 'lines' | 'customer'>, redemption?: SaleView['redemption']): SaleView {
    const customer = request.customer === undefined ? undefined : customerView(request.customer.code, request.customer.identifiedBy ?? 'scan');
    const found = customer?.status === 'known' ? findCustomer(customer.cardNumber) : undefined;
    const price = priceFake(request, found, redemption?.points ?? 0);
    const known = customer?.status === 'known' ? { ...customer, spendablePoints: price.redeemable.maxPoints, heldPoints: redemption?.points ?? 0 } : customer;
    return {
      saleId,
      revision,
      state: redemption === undefined ? 'priced' : 'held',
      basket: { lines: request.lines.map((line, index) => ({ ...line, lineId: line.lineId ?? String(index + 1) })) },
      ...(known === undefined ? {} : { customer: known }),
      ...(redemption === undefined ? {} : { redemption }),
      priced: price,
      pricedHash: createHash('sha256').update(JSON.stringify(price)).digest('hex'),
      inputs: { time: fakeTime, storeId: 'almaty-1', tillId: 'till-1', ...(request.customer?.identifiedBy === undefined ? {} : { identifiedBy: request.customer.identifiedBy }) },
    };
  }
  const requestOf = (sale: SaleView): Pick<SaleRequest, 'lines' | 'customer'> => ({
    lines: sale.basket.lines,
    ...(sale.customer === undefined ? {} : { customer: { code: sale.customer.status === 'known' ? sale.customer.cardNumber : sale.customer.code } }),
  });

  /** The answer of a call: a body, or a problem's code. */
  function answer(method: string, path: string, query: URLSearchParams, body: unknown): object | ProblemCode {
    if (method === 'GET' && path === '/v1/status') return status;
    if (method === 'POST' && path === '/v1/scans') return checks.scan.Check(body) ? scan(body.code, body.source) : 'bad-request';
    if (method === 'POST' && path === '/v1/identify') return checks.identify.Check(body) ? { customer: customerView(body.code, 'scan') } : 'bad-request';
    if (method === 'GET' && path === '/v1/goods') return { goods: findGoods(query.get('query') ?? '', Number(query.get('limit') ?? 20)) };
    if (method === 'GET' && path === '/v1/sales') return { sales: [...sales.values()].filter((sale) => query.get('state') === sale.state).toReversed().slice(0, Number(query.get('limit') ?? 20)) };
    const [, saleId, verb = ''] = /^\/v1\/sales\/([^/]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
    return saleId === undefined ? 'not-found' : answerSale(`${method} ${verb}`, saleId, query, body);
  }
  function answerSale(call: string, saleId: string, query: URLSearchParams, body: unknown): object | ProblemCode {
    const sale = sales.get(saleId);
    if (call === 'PUT ') {
      if (!checks.sale.Check(body)) return 'bad-request';
      if (sale?.state === 'committed' || sale?.state === 'cancelled') return 'sale-closed';
      if ((sale?.revision ?? 0) !== body.baseRevision) return 'sale-revised';
      return save(priced(saleId, body.baseRevision + 1, body, sale?.redemption));
    }
    if (sale === undefined) return 'sale-unknown';
    if (call === 'GET ') return sale;
    const isClosed = sale.state === 'committed' || sale.state === 'cancelled';
    if (call === 'POST commit') {
      if (!checks.commit.Check(body)) return 'bad-request';
      if (isClosed) return sale.state === 'committed' ? sale : 'sale-closed';
      seq += 1;
      return save({ ...sale, state: 'committed', operation: { journalId: status.journal.journalId, seq, opId: randomUUID(), hash: 'cd'.repeat(32) } });
    }
    if (isClosed) return 'sale-closed';
    if (call === 'POST cancel') return checks.cancel.Check(body) ? (body.revision === sale.revision ? save({ ...sale, state: 'cancelled' }) : 'sale-revised') : 'bad-request';
    if (call === 'POST redemption') {
      if (!checks.redemption.Check(body)) return 'bad-request';
      if (status.mode === 'offline') return 'redemption-offline';
      if (body.revision !== sale.revision) return 'sale-revised';
      if (body.points > sale.priced.redeemable.maxPoints) return 'redemption-refused';
      return save(priced(saleId, sale.revision + 1, requestOf(sale), { holdId: randomUUID(), points: body.points, expiresAtMs: Date.now() + 86_400_000 }));
    }
    if (call === 'DELETE redemption') return Number(query.get('revision')) === sale.revision ? save(priced(saleId, sale.revision + 1, requestOf(sale))) : 'sale-revised';
    return 'not-found';
  }

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const call = `${request.method} ${url.pathname}`;
    if (!url.pathname.startsWith('/v1/')) return servePage(options.pageFolder, url.pathname, response);
    calls.push(call);
    if (url.pathname === '/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    const text = await readText(request);
    if (babbled !== undefined) return void response.writeHead(babbled.status, { 'content-type': 'application/json' }).end(babbled.text);
    const spoil = spoils.find((each) => each.matches.test(call));
    if (spoil !== undefined) spoils.splice(spoils.indexOf(spoil), 1);
    if (spoil?.how === 'garbage') return void response.end('<html>who are you?</html>');
    const method = request.method ?? 'GET';
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const given = answers.find(({ matches }) => matches.test(call));
    const result = spoil !== undefined && spoil.how !== 'vanish' ? spoil.how.problem
      : given !== undefined ? given.how({ method, path: url.pathname, query: url.searchParams, body, headers: request.headers }) : answer(method, url.pathname, url.searchParams, body);
    if (spoil?.how === 'vanish') return void request.socket.destroy();
    // A problem whole, where its further members matter.
    if (typeof result === 'object') return sendJson(response, 'code' in result && 'status' in result && typeof result.status === 'number' ? result.status : 200, result);
    const { status: code, title } = problemCodes[result];
    return sendJson(response, code, { type: `urn:loyalty-till:problem:${result}`, title, status: code, code: result, detail: title });
  }

  async function listen(): Promise<void> {
    server = createServer((request, response) => void onRequest(request, response));
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address !== null) port = address.port;
  }
  async function goAway(): Promise<void> {
    streams.clear();
    const closed = new Promise((resolve) => server?.close(resolve));
    server?.closeAllConnections();
    await closed;
  }

  await listen();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    sales,
    spoil: (spoil) => spoils.push(spoil),
    answer: (matches, how) => answers.unshift({ matches, how }),
    babble(answer) {
      babbled = answer;
    },
    tell: send,
    setStatus(change) {
      status = { ...status, ...change };
      send('status', status);
    },
    scan,
    revise(saleId, lines) {
      const sale = sales.get(saleId);
      if (sale !== undefined) save(priced(saleId, sale.revision + 1, { ...requestOf(sale), lines }, sale.redemption));
    },
    goAway,
    async comeBack() {
      for (const [saleId, sale] of sales) if (sale.state === 'held') sales.set(saleId, { ...sale, state: 'in-doubt' });
      await listen();
    },
    close: goAway,
  };
}

function customerView(code: string, identifiedBy: Extract<CustomerView, { status: 'known' }>['identifiedBy']): CustomerView {
  const customer = findCustomer(code);
  if (customer === undefined) return { status: 'refused', code, reason: 'card-unknown' };
  if (customer.cardState === 'blocked') return { status: 'refused', code, reason: 'card-blocked' };
  const { points, shortForm: _, ...card } = customer;
  return { status: 'known', ...card, balancePoints: points, spendablePoints: points, heldPoints: 0, identifiedBy, asOfMs: Date.now() - 125_000 };
}

async function servePage(folder: string | undefined, path: string, response: ServerResponse): Promise<void> {
  const file = normalize(path === '/' ? '/index.html' : path);
  try {
    if (folder === undefined) throw new Error('no page');
    const content = await readFile(join(folder, file));
    response.writeHead(200, { 'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream', 'content-security-policy': contentSecurityPolicy });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
