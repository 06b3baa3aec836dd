import { request } from 'node:http';
import { vi } from 'vitest';

export interface Told {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventStream {
  received(): readonly Told[];
  /** Waits for one that must come, or came before */
  until(isIt: (told: Told) => boolean): Promise<Told>;
  stop(): void;
}

/** Reads an agent's stream of server-sent events as till software does; there once its first event is. */
export async function listen({ port, token }: { readonly port: number; readonly token: string }): Promise<EventStream> {
  const received: Told[] = [];
  let text = '';
  const sent = request({ host: '127.0.0.1', port, path: '/v1/events', headers: { authorization: `Bearer ${token}` }, agent: false }, (answer) => {
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      received.push(...blocks.flatMap(readBlock));
    });
    // the test ends it, or the agent
    answer.on('error', () => undefined);
  });
  sent.on('error', () => undefined);
  sent.end();
  const until: EventStream['until'] = async (isIt) => {
    let found: Told | undefined;
    await vi.waitFor(() => {
      found = received.find(isIt);
      if (found === undefined) throw new Error('no such event has come');
    }, { timeout: 60_000, interval: 20 });
    return found!;
  };
  await until(() => true);
  return { received: () => received, until, stop: () => sent.destroy() };
}

function readBlock(block: string): Told[] {
  const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const event = field('event');
  return event === undefined ? [] : [{ event, data: JSON.parse(field('data') ?? 'null') as Record<string, unknown> }];
}
