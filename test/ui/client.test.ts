import { describe, expect, it, vi } from 'vitest';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createTillClient } from '../../ui/client/till-client.ts';
import { eventStream, type Source, type StreamNews } from '../../ui/client/event-stream.ts';
import { createLinkStore } from '../../ui/state/link.ts';
import { fakeStatus } from './fake-status.ts';

const json = (body: unknown, status = 200) => async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

describe('a call to the agent', () => {
  const failure = (answer: () => Promise<Response>) => createTillClient(createJsonCaller(answer)).sale('s-1').then(() => undefined, (error: { failure: unknown }) => error.failure);

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('fetch failed')), { kind: 'unreachable' }],
    ['the desktop shell finds no agent', json({ code: 'agent-away', detail: '' }, 502), { kind: 'unreachable' }],
    ['a page comes instead of an answer', json('<html></html>'), { kind: 'garbage', status: 200 }],
    ['an error has no problem in it', json({ error: 'no' }, 500), { kind: 'garbage', status: 500 }],
    ['the answer is of another kind', json({ hello: 'world' }), { kind: 'garbage', status: 200 }],
    ['the answer is a list', json([1, 2]), { kind: 'garbage', status: 200 }],
    ['the agent refuses', json({ type: 't', title: 't', status: 409, code: 'sale-closed', detail: 'd' }, 409), { kind: 'problem', problem: { type: 't', title: 't', status: 409, code: 'sale-closed', detail: 'd' } }],
  ])('says so when %s', async (_, answer, expected) => {
    expect(await failure(answer)).toEqual(expected);
  });

  it('is relative to the page, carries its key, and escapes what was typed', async () => {
    const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(json({ goods: [], scanId: 's', code: '1', source: 'wedge', thing: { kind: 'unknown' } }));
    const client = createTillClient(createJsonCaller(fetch));
    await client.goods('сыр & хлеб', 7);
    await client.scan({ code: '1', source: 'wedge' }, 'key-1');
    expect(fetch.mock.calls[0]?.[0]).toBe(`v1/goods?query=${encodeURIComponent('сыр & хлеб')}&limit=7`);
    expect(fetch.mock.calls[1]?.[1]).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'key-1', 'content-type': 'application/json' }, body: '{"code":"1","source":"wedge"}' });
  });

  it('takes what is no answer of an agent for garbage, and reads no more of it than an agent would say', async () => {
    const ask = (answer: BodyInit) => createTillClient(createJsonCaller(async () => Promise.resolve(new Response(answer)))).status();
    let parts = 0;
    const endless = new ReadableStream({
      pull(controller) {
        parts += 1;
        controller.enqueue(new TextEncoder().encode('{"a":'.repeat(100_000)));
      },
    });
    for (const garbage of ['<html></html>', '', 'null', '[]', '{"mode":"online"', '{"mode":"online","till":{}}', endless]) await expect(ask(garbage)).rejects.toMatchObject({ failure: { kind: 'garbage' } });
    expect(parts).toBeLessThan(100);
  });
});

/** A source whose events a test sends. */
function fakeSource(): Source & { fire(name: string, data?: string): void; isClosed: boolean } {
  const target = new EventTarget();
  return {
    isClosed: false,
    addEventListener: (name, listener) => target.addEventListener(name, listener),
    close() {
      this.isClosed = true;
    },
    fire: (name, data) => void target.dispatchEvent(data === undefined ? new Event(name) : new MessageEvent(name, { data })),
  };
}

describe('the event stream', () => {
  it('tells what comes, leaves out what cannot be read, and opens itself again', async () => {
    vi.useFakeTimers();
    try {
      const sources: ReturnType<typeof fakeSource>[] = [];
      const news: StreamNews[] = [];
      const subscription = eventStream(() => {
        const source = fakeSource();
        sources.push(source);
        return source;
      }).subscribe((each) => news.push(each));
      sources[0]?.fire('open');
      sources[0]?.fire('scan', '{"scanId":"1","code":"1","source":"wedge","thing":{"kind":"unknown"}}');
      sources[0]?.fire('scan', '{"scanId":"2"}');
      sources[0]?.fire('status', '{"till":{},"mode":"online"}');
      sources[0]?.fire('sale', '{"saleId":"1","revision":2,"priced":{}}');
      sources[0]?.fire('scan', '{not json');
      sources[0]?.fire('status', '[]');
      sources[0]?.fire('error');
      expect(news.map((each) => each.kind)).toEqual(['open', 'scan', 'lost']);
      expect(sources[0]?.isClosed).toBe(true);
      await vi.advanceTimersByTimeAsync(5000);
      expect(sources).toHaveLength(2);
      sources[1]?.fire('open');
      expect(news.at(-1)).toEqual({ kind: 'open' });
      subscription.unsubscribe();
      expect(sources[1]?.isClosed).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the link to the agent', () => {
  const refusal = { type: 't', title: 't', status: 401, code: 'unauthorized', detail: 'd' };

  it('runs the clock on from what the till said, whatever the machine thinks', async () => {
    let monotonicMs = 1000;
    const link = createLinkStore(createTillClient(createJsonCaller(json(fakeStatus()))), () => monotonicMs, () => 5);
    expect(link.nowMs()).toBe(5);
    await link.take({ kind: 'status', value: { ...fakeStatus(), clock: { quality: 'synced', atMs: 1_800_000_000_000, wallMs: 1 } } });
    monotonicMs = 4500;
    expect(link.nowMs()).toBe(1_800_000_003_500);
  });

  it('tells an agent that is away from one that does not let this page in', async () => {
    const away = createLinkStore(createTillClient(createJsonCaller(() => Promise.reject(new TypeError('no')))), () => 0, () => 0);
    await away.take({ kind: 'lost' });
    expect(away.link$.value.state).toBe('away');
    const refused = createLinkStore(createTillClient(createJsonCaller(json(refusal, 401))), () => 0, () => 0);
    await refused.take({ kind: 'lost' });
    expect(refused.link$.value.state).toBe('refused');
  });

  it('stays refused while the stream is refused again and again: the page must not blink', async () => {
    const link = createLinkStore(createTillClient(createJsonCaller(json(refusal, 401))), () => 0, () => 0);
    const states: string[] = [];
    link.link$.subscribe(({ state }) => states.push(state));
    await link.take({ kind: 'lost' });
    await link.take({ kind: 'lost' });
    expect(states.slice(states.indexOf('refused'))).not.toContain('away');
  });

  it('is up when the stream came back before it was known why it was lost', async () => {
    let answer = (_response: Response) => {};
    const link = createLinkStore(createTillClient(createJsonCaller(() => new Promise((resolve) => (answer = resolve)))), () => 0, () => 0);
    const lost = link.take({ kind: 'lost' });
    expect(link.link$.value.state).toBe('away');
    const up = link.whenUp();
    await link.take({ kind: 'open' });
    await up;
    answer(new Response(JSON.stringify(refusal), { status: 401 }));
    await lost;
    expect(link.link$.value.state).toBe('up');
  });
});
