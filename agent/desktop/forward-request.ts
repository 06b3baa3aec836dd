import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { TokenError } from './agent-token.ts';

/** What the page may say to the agent. Everything else stays behind: above all `Origin`, which would be foreign there. */
const requestHeaders = ['accept', 'content-type', 'idempotency-key', 'last-event-id', 'x-operator-session', 'x-override'];
const responseHeaders = ['content-type', 'cache-control', 'etag', 'retry-after'];
const bodiless = new Set([204, 205, 304]);

export interface Forwarder {
  /** Sends the page's request on and answers what the agent says, as it comes. 502 where the agent is away, 401 where there is no token to show. */
  forward(request: Request): Promise<Response>;
  /** Ends what is still streaming, when the page that listened is gone. */
  dropStreams(): void;
}

export interface ForwarderOptions {
  /** Asked at each request; undefined while nobody knows where the agent is */
  agentUrl: () => URL | undefined;
  /** What the shell knows of an agent that is away */
  trouble?: () => string | undefined;
  /** Asked at each request: a token that was renewed counts at once */
  token: () => string;
}

export function createForwarder({ agentUrl, trouble = () => undefined, token }: ForwarderOptions): Forwarder {
  const connections = new Agent({ keepAlive: true });
  const open = new Set<IncomingMessage>();

  async function forward(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const agent = agentUrl();
    if (agent === undefined) throw new Error('the agent is starting');
    // A URL writes an IPv6 address in brackets; to the socket it is a name that nobody knows.
    const hostname = agent.hostname.replace(/^\[(.*)\]$/, '$1');
    const body = Buffer.from(await request.arrayBuffer());
    const headers: Record<string, string> = { authorization: `Bearer ${token()}`, 'content-length': String(body.length) };
    for (const name of requestHeaders) {
      const value = request.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest({ agent: connections, hostname, port: agent.port, method: request.method, path: pathname + search, headers });
      outgoing.on('response', (incoming) => {
        open.add(incoming);
        incoming.on('close', () => open.delete(incoming));
        // A stream that breaks in the middle ends the page's stream too; nobody else needs to hear of it.
        incoming.on('error', () => undefined);
        resolve(responseOf(incoming));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  return {
    async forward(request) {
      try {
        return await forward(request);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return error instanceof TokenError ? problemResponse(401, 'unauthorized', detail) : problemResponse(502, 'agent-away', trouble() ?? detail);
      }
    },
    dropStreams() {
      for (const incoming of open) incoming.destroy();
    },
  };
}

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers({ 'x-content-type-options': 'nosniff' });
  for (const name of responseHeaders) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  if (!bodiless.has(status)) return new Response(Readable.toWeb(incoming) as ReadableStream, { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}

/** The page takes any 502 for an agent that is away; the text is for those who look into the network log. */
function problemResponse(status: number, code: 'agent-away' | 'unauthorized', detail: string): Response {
  const problem = { type: `urn:loyalty-till:problem:${code}`, title: 'The shell cannot reach the agent', status, code, detail };
  return new Response(JSON.stringify(problem), { status, headers: { 'content-type': 'application/problem+json' } });
}
