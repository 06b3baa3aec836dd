import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer, inHaste } from '../../sync/central/pacer.ts';

describe('the pace of long computations', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** After how many whole milliseconds a rest is due */
  function sliceOf(pacer: ReturnType<typeof createPacer>): number {
    for (let ms = 0; ms < 100; ms += 1) {
      if (pacer.isDue()) return ms;
      vi.advanceTimersByTime(1);
    }
    return Infinity;
  }

  it('is a rest each five milliseconds, and then five more', async () => {
    const pacer = createPacer();
    expect(sliceOf(pacer)).toBe(5);
    await pacer.rest();
    expect(sliceOf(pacer)).toBe(5);
  });

  it('is a rest each millisecond while a call is in hand that somebody waits for, also where that is refused or its caller goes', async () => {
    // What a caller leaves that goes away may be a connection that nobody asks on, which a server waits for.
    const server = fastify({ forceCloseConnections: true });
    const seen: number[] = [];
    const leave = new AbortController();
    await server.register(async (scope) => {
      inHaste(scope);
      scope.get('/waited-for', async () => await Promise.resolve(seen.push(sliceOf(createPacer()))));
      scope.get('/refused', () => {
        throw new Error('no');
      });
      scope.get('/never-answered', async () => {
        leave.abort();
        return await new Promise<never>(() => undefined);
      });
    });
    server.get('/other', async () => await Promise.resolve(seen.push(sliceOf(createPacer()))));
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const call = async (path: string) => await (await fetch(url + path)).text();
    await call('/other');
    await call('/waited-for');
    await call('/refused');
    await expect(fetch(`${url}/never-answered`, { signal: leave.signal })).rejects.toThrow('aborted');
    await vi.waitFor(async () => {
      await call('/other');
      expect(seen.at(-1)).toBe(5);
    });
    expect(seen.slice(0, 2)).toEqual([5, 1]);
    await server.close();
  });
});
