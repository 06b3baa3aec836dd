import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { centralTimeHeader } from '../../sync/protocol/messages.ts';
import { testJournal } from './kit/test-journal.ts';
import { anna, opened } from './kit/test-shop.ts';
import { useCentral } from './kit/use-central.ts';

describe('bad input', () => {
  const at = useCentral();

  async function call(path: string, init: RequestInit = {}) {
    const response = await fetch(at.central.url + path, init);
    return {
      status: response.status, type: response.headers.get('content-type'), time: response.headers.get(centralTimeHeader),
      body: (await response.json()) as { code: string; path?: string },
    };
  }
  const asTill = (body?: string, headers: Record<string, string> = {}): RequestInit => ({
    headers: { authorization: `Bearer ${at.till.token}`, 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { method: 'POST', body }),
  });
  const problem = (status: number, code: string) => ({ status, type: 'application/problem+json; charset=utf-8', time: String(at.central.clock.nowMs), body: { code } });

  it('answers every error as a problem document with the time of the centre', async () => {
    expect(await call('/nowhere')).toMatchObject(problem(404, 'not-found'));
    expect(await call('/%zz')).toMatchObject(problem(400, 'bad-request'));
    expect(await call('/till/v1/ping')).toMatchObject(problem(401, 'unauthorized'));
    expect(await call('/till/v1/ping', { headers: { authorization: 'Bearer nonsense' } })).toMatchObject(problem(401, 'unauthorized'));
    expect(await call('/till/v1/push', asTill('{"protocol":'))).toMatchObject(problem(400, 'bad-json'));
    expect(await call('/till/v1/push', asTill(''))).toMatchObject(problem(400, 'bad-json'));
    expect(await call('/till/v1/push', asTill('<xml/>', { 'content-type': 'text/xml' }))).toMatchObject(problem(415, 'unsupported-media-type'));
    expect(await call('/till/v1/push', asTill('{}', { 'content-encoding': 'br' }))).toMatchObject(problem(415, 'unsupported-media-type'));
    expect(await call('/till/v1/push', asTill(' '.repeat(8 * 1024 * 1024 + 1)))).toMatchObject(problem(413, 'body-too-large'));
    expect(await call('/till/v1/position', asTill())).toMatchObject(problem(400, 'bad-request'));
  });

  it('gives the time with good answers too', async () => {
    const response = await fetch(`${at.central.url}/healthz`);
    expect(response.headers.get(centralTimeHeader)).toBe(String(at.central.clock.nowMs));
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it("opens the till's calls to no administrator, and the administration to no till", async () => {
    expect(await call('/till/v1/ping', { headers: { authorization: `Bearer ${at.central.adminToken}` } })).toMatchObject(problem(401, 'unauthorized'));
    expect(await call('/admin/v1/report', { headers: { authorization: `Bearer ${at.till.token}` } })).toMatchObject(problem(401, 'unauthorized'));
    expect(await call('/admin/v1/report')).toMatchObject(problem(401, 'unauthorized'));
  });

  it.each([
    ['a number as text', { points: '100' }, '/points'],
    ['points as a float', { points: 0.5 }, '/points'],
    ['negative points', { points: -1 }, '/points'],
    ['a field that it does not know', { surprise: true }, '/surprise'],
    ['an id with a space', { holdId: 'a b' }, '/holdId'],
    ['another protocol', { protocol: 3 }, '/protocol'],
    ['a hold for a second', { holdSeconds: 1 }, '/holdSeconds'],
  ])('refuses %s in a hold, and names the place', async (_what, changes, path) => {
    // its first call of the minute is told as its last contact
    await at.till.get('/till/v1/ping');
    const before = await at.central.report();
    const hold = { protocol: 1, holdId: 'hold-1', saleId: 'sale-1', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 1, holdSeconds: 600 };
    expect(await at.till.post('/till/v1/holds', { ...hold, ...changes })).toMatchObject({ status: 400, body: { code: 'bad-request', path } });
    expect(await at.central.report()).toEqual(before);
  });

  it('refuses an empty batch, one that is too long, and an operation that is misshapen', async () => {
    const journal = testJournal();
    for (let index = 0; index < 501; index += 1) journal.append('journal-opened', opened);
    const batch = at.till.batch(journal);
    expect(await at.till.post('/till/v1/push', batch)).toMatchObject({ status: 400, body: { path: '/operations' } });
    expect(await at.till.post('/till/v1/push', { ...batch, operations: [] })).toMatchObject({ status: 400, body: { path: '/operations' } });
    const misshapen = [{ ...batch.operations[0], seq: 1.5 }];
    expect(await at.till.post('/till/v1/push', { ...batch, operations: misshapen })).toMatchObject({ status: 400, body: { path: '/operations/0/seq' } });
    for (const payload of [1, undefined]) {
      const [first] = batch.operations;
      expect(await at.till.post('/till/v1/push', { ...batch, operations: [{ ...first, payload }] })).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/0/payload' } });
    }
    expect(await at.till.position(journal.journalId)).toMatchObject({ seq: 0 });
  });

  it('answers bytes that are no HTTP at all', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(at.central.port, '127.0.0.1', () => socket.write('\u0016\u0003\u0001 hello\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('close', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });
});
