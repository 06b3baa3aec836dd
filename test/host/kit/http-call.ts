import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON */
  readonly body?: unknown;
  /** Sent as it is */
  readonly text?: string;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text as JSON; an empty object where it is none */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One request with full control of its headers (`fetch` sets some of its own). */
export function httpCall(port: number, method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> {
  const text = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const headers = {
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const received = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: received, body: parsed(received) });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
