import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { startTestApi } from '../kit/test-api.ts';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import type { TestApi } from '../kit/test-api.ts';

const [milk] = twoMilks;

/** How every problem looks, whatever it is about. */
function problem(status: number, code: string): object {
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: { status, code, type: `urn:loyalty-till:problem:${code}`, title: expect.any(String), detail: expect.any(String) },
  };
}

describe('bad input', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
    await api.call('PUT', '/v1/sales/known', { body: { baseRevision: 0, lines: twoMilks } });
  });
  afterAll(() => api.close());

  it.each([
    ['a negative quantity', { baseRevision: 0, lines: [{ ...milk, quantityMilli: -1_000 }] }, '/lines/0/quantityMilli'],
    ['a quantity of nothing', { baseRevision: 0, lines: [{ ...milk, quantityMilli: 0 }] }, '/lines/0/quantityMilli'],
    ['money as a float', { baseRevision: 0, lines: [milk, { ...milk, unitPriceMinor: 10.5 }] }, '/lines/1/unitPriceMinor'],
    ['money as a text', { baseRevision: 0, lines: [{ ...milk, unitPriceMinor: '500' }] }, '/lines/0/unitPriceMinor'],
    ['money below nothing', { baseRevision: 0, lines: [{ ...milk, unitPriceMinor: -1 }] }, '/lines/0/unitPriceMinor'],
    ['a misspelt field', { baseRevision: 0, lines: [], custmer: { code: '1' } }, '/custmer'],
    ['a missing field', { lines: [] }, '/baseRevision'],
    ['a field that is null', { baseRevision: 0, lines: [], customer: null }, '/customer'],
    ['a way of identifying that does not exist', { baseRevision: 0, lines: [], customer: { code: '1', identifiedBy: 'guess' } }, '/customer/identifiedBy'],
    ['an id with a space', { baseRevision: 0, lines: [{ ...milk, sku: 'a b' }] }, '/lines/0/sku'],
    ['a list', [], ''],
  ])('%s is named by its place', async (_what, body, path) => {
    const answer = await api.call('PUT', '/v1/sales/sale-1', { body });
    expect(answer).toMatchObject(problem(400, 'bad-request'));
    expect(answer.body['path']).toBe(path);
    expect(api.test.till.sales.find('sale-1')).toBeUndefined();
  });

  it.each([
    ['PUT', '/v1/sales/sale-1', { baseRevision: 0, lines: [{ ...milk, sku: 'a b' }] }, '/lines/0/sku must be an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -.'],
    ['PUT', '/v1/sales/sale-1', { baseRevision: 0, lines: [{ ...milk, unitPriceMinor: '5.00' }] }, '/lines/0/unitPriceMinor must be money in minor units, a whole number from 0.'],
    ['PUT', '/v1/sales/sale-1', { baseRevision: 0, lines: [{ ...milk, quantityMilli: 0 }] }, '/lines/0/quantityMilli must be a quantity in thousandths, a whole number from 1 to 1000000000.'],
    ['PUT', '/v1/sales/sale-1', { baseRevision: 0, lines: [], custmer: 1 }, '/custmer is not a known field here.'],
    ['GET', '/v1/sales?date=22.11.2026', undefined, 'querystring/date must be a date like 2026-11-22.'],
    ['GET', '/v1/sales?date=2026-02-30', undefined, 'querystring/date must be a date like 2026-11-22.'],
    ['GET', '/v1/sales?limit=many', undefined, 'querystring/limit must be a whole number from 1 to 200.'],
    ['GET', '/v1/forecast?sku=milk&unitPriceMinor=1.5', undefined, 'querystring/unitPriceMinor must be money in minor units, a whole number from 0.'],
    ['PUT', '/v1/sales/two%20words', { baseRevision: 0, lines: [] }, 'params/saleId must be an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -.'],
  ])('%s %s says in words what is expected', async (method, path, body, detail) => {
    const answer = await api.call(method, path, body === undefined ? {} : { body });
    expect(answer).toMatchObject({ ...problem(400, 'bad-request'), body: { detail } });
  });

  const track = ';4111111111111111=25121010000012300000?';
  it.each<[string, string, object | undefined, string]>([
    ['PUT', '/v1/sales/track', { baseRevision: 0, lines: twoMilks, coupons: ['HELLO', track] }, '/coupons/1'],
    ['PUT', '/v1/sales/track', { baseRevision: 0, lines: [{ ...milk, mark: track }] }, '/lines/0/mark'],
    ['PUT', '/v1/sales/track', { baseRevision: 0, lines: twoMilks, customer: { code: `%B4111111111111111^IVANOV/IVAN^2512101000000?${track}` } }, '/customer/code'],
    ['PUT', '/v1/sales/track', { baseRevision: 0, lines: twoMilks, [track]: 1 }, ''],
    ['POST', '/v1/identify', { code: track }, '/code'],
    ['GET', `/v1/goods?q=${encodeURIComponent(track)}`, undefined, '/q'],
    ['GET', `/v1/forecast?sku=milk&customer=${encodeURIComponent(track)}`, undefined, '/customer'],
    ['PUT', `/v1/sales/${encodeURIComponent(track)}`, { baseRevision: 0, lines: [] }, '/saleId'],
  ])('what a bank card says is dropped from %s %s', async (method, path, body, at) => {
    const answer = await api.call(method, path, body === undefined ? {} : { body });
    expect(answer).toMatchObject({ ...problem(400, 'bad-request'), body: { path: at } });
    expect(answer.text).not.toContain('4111');
    expect(api.test.written()).toEqual([]);
  });

  it('takes digits and marks that are no track', async () => {
    const lines = [{ ...milk, mark: '010487000000001221a!"%;\u001d91EE06\u001d92abcd=4111111111111111' }];
    expect(await api.call('PUT', '/v1/sales/no-track', { body: { baseRevision: 0, lines, coupons: ['4111111111111111', 'A=1'] } })).toMatchObject({ status: 200 });
  });

  it('a fractional quantity of a good that is sold by the piece is refused', async () => {
    const answer = await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: [{ ...milk, quantityMilli: 1_500 }] } });
    expect(answer).toMatchObject(problem(422, 'quantity-not-whole'));
    expect(answer.body['path']).toBe('/lines/0/quantityMilli');
  });

  it('10,000 lines are refused with the limit', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => ({ lineId: `line-${index}`, sku: '4870000000013', quantityMilli: 1_000, unitPriceMinor: 500 }));
    const answer = await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines } });
    expect(answer).toMatchObject(problem(422, 'too-many-lines'));
    expect(answer.body['detail']).toContain('2000');
    expect(api.test.till.sales.find('sale-1')).toBeUndefined();
  });

  it('a body over the limit is refused with the limit', async () => {
    const answer = await api.call('PUT', '/v1/sales/sale-1', { text: JSON.stringify({ padding: 'x'.repeat(1_048_576) }) });
    expect(answer).toMatchObject(problem(413, 'body-too-large'));
    expect(answer.body['limitBytes']).toBe(1_048_576);
  });

  it.each([['cut off', '{"baseRevision": 0, "lines": ['], ['empty', ''], ['no JSON', 'hello'], ['a trap for careless code', '{"__proto__": {"polluted": true}}']])(
    'a body that is %s is refused', async (_what, text) => {
      expect(await api.call('PUT', '/v1/sales/sale-1', { text })).toMatchObject(problem(400, 'bad-json'));
    },
  );

  it.each([
    ['PUT', '/v1/sales/sale-1', '{"baseRevision":0,"lines":[],"customer":{"code":"\\ud800"}}'],
    ['PUT', '/v1/sales/sale-1', '{"baseRevision":0,"lines":[],"\\uDC00":1}'],
    ['POST', '/v1/sales/known/commit', '{"revision":1,"receipt":{"number":"1\\uDfff"}}'],
    ['POST', '/v1/scans', '{"code":"\\ud83dx"}'],
  ])('half a character is refused: %s %s of %s', async (method, path, text) => {
    expect(await api.call(method, path, { text })).toMatchObject({ ...problem(400, 'bad-json'), body: { detail: expect.stringContaining('surrogate') } });
    expect(api.test.written()).toEqual([]);
  });

  it('a whole character is none the worse for being written in halves', async () => {
    expect(await api.call('POST', '/v1/scans', { text: '{"code":"\\ud83d\\ude00 \\\\ud800"}' })).toMatchObject({ status: 200, body: { code: '😀 \\ud800' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('a body of %s is refused', async (type) => {
    const answer = await api.call('PUT', '/v1/sales/sale-1', { text: '{"baseRevision":0,"lines":[]}', headers: { 'content-type': type } });
    expect(answer).toMatchObject(problem(415, 'unsupported-media-type'));
  });

  it('an unknown card does not stop the sale', async () => {
    const code = cardNumber(99);
    const answer = await api.call('PUT', '/v1/sales/anonymous', { body: { baseRevision: 0, lines: twoMilks, customer: { code } } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ customer: { status: 'refused', code, reason: 'card-unknown' }, priced: { payableMinor: 900 } });
    expect((await api.call('POST', '/v1/identify', { body: { code } })).body).toEqual({ customer: { status: 'refused', code, reason: 'card-unknown' } });
  });

  it('a stale baseRevision is refused with the one in force', async () => {
    const answer = await api.call('PUT', '/v1/sales/known', { body: { baseRevision: 5, lines: [] } });
    expect(answer).toMatchObject(problem(409, 'sale-revised'));
    expect(answer.body['revision']).toBe(1);
  });

  it.each([
    ['GET', '/v1/sales/unheard-of', 404, 'sale-unknown'],
    ['GET', '/v1/returns/unheard-of', 404, 'return-unknown'],
    ['GET', '/v1/unheard-of', 404, 'not-found'],
    ['GET', '/unheard-of', 404, 'not-found'],
    ['PATCH', '/v1/sales/known', 404, 'not-found'],
    ['GET', '/v1/sales/a%20b', 400, 'bad-request'],
    ['GET', '/v1/sales/%zz', 400, 'bad-request'],
    ['GET', '/v1/sales?state=sold', 400, 'bad-request'],
    ['GET', '/v1/sales?limit=0', 400, 'bad-request'],
    ['GET', '/v1/sales?limit=201', 400, 'bad-request'],
    ['GET', '/v1/sales?colour=red', 400, 'bad-request'],
    ['DELETE', '/v1/sales/known/redemption', 400, 'bad-request'],
    ['DELETE', '/v1/sales/known/redemption?revision=-1', 400, 'bad-request'],
    ['DELETE', '/v1/sales/known/redemption?revision=9', 409, 'sale-revised'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    expect(await api.call(method, path)).toMatchObject(problem(status, code));
  });

  it.each([
    ['/v1/sales/unheard-of/commit', { revision: 1, receipt: { number: '1' } }, 404, 'sale-unknown'],
    ['/v1/sales/known/commit', { revision: 1, receipt: {} }, 400, 'bad-request'],
    ['/v1/sales/known/commit', { revision: 9, receipt: { number: '1' } }, 409, 'sale-revised'],
    ['/v1/sales/unheard-of/commit', { revision: 2 ** 53, receipt: { number: '1' }, lines: twoMilks }, 400, 'bad-request'],
    ['/v1/sales/unheard-of/commit', { revision: 1e300, receipt: { number: '1' }, lines: twoMilks }, 400, 'bad-request'],
    ['/v1/sales/known/cancel', { revision: 9 }, 409, 'sale-revised'],
    ['/v1/returns/unheard-of/commit', { revision: 1, receipt: { number: '1' } }, 404, 'return-unknown'],
    ['/v1/scans', { code: '' }, 400, 'bad-request'],
    ['/v1/scans', { code: 'x'.repeat(1025) }, 400, 'bad-request'],
    ['/v1/sales/known/redemption', { revision: 1, points: 1 }, 400, 'idempotency-key-required'],
  ])('POST %s of %j is %i %s', async (path, body, status, code) => {
    expect(await api.call('POST', path, { body })).toMatchObject(problem(status, code));
    expect(api.test.written()).toEqual([]);
  });

  it('what is no HTTP is answered as such, and the agent lives on', async () => {
    const { connect } = await import('node:net');
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      // It never ends the connection and talks on: the agent ends it, so that what comes later meets nobody.
      const socket = connect({ port: api.port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk) => (received += chunk.toString()));
      const talk = setInterval(() => socket.write('MORE'), 10);
      socket.on('close', () => {
        clearInterval(talk);
        resolve(received);
      });
      socket.on('error', (error) => (received === '' ? reject(error) : undefined));
    });
    expect(text).toContain('400 Bad Request');
    expect(text).toContain('"code":"bad-request"');
    expect((await api.plainCall('GET', '/healthz')).status).toBe(200);
  });
});

describe('faults', () => {
  it('a journal that cannot be written is 503, and a repeat is welcome', async () => {
    let isFull = true;
    const api = await startTestApi({
      change: (till) => ({ ...till, journal: { ...till.journal, append: (...call) => { if (isFull) throw new JournalFault('journal-disk-full', new Error('full')); return till.journal.append(...call); } } }),
    });
    await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: twoMilks } });
    const commit = () => api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } });
    expect(await commit()).toMatchObject({ status: 503, body: { code: 'journal-unavailable', fault: 'journal-disk-full' } });
    expect((await api.call('GET', '/v1/sales/sale-1')).body['state']).toBe('priced');
    isFull = false;
    expect(await commit()).toMatchObject({ status: 200, body: { state: 'committed' } });
    await api.close();
  });

  it('a mistake of ours is 500 without a word about it, and the log masks card numbers', async () => {
    const api = await startTestApi({
      change: (till) => ({ ...till, sales: { ...till.sales, find: () => { throw new Error(`broken for ${cardNumber(1)}`); } } }),
    });
    const answer = await api.call('GET', '/v1/sales/sale-1');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(answer.text).not.toContain('broken');
    expect(api.logLines.join('')).toContain(`broken for ${cardNumber(1).slice(0, 4)}*******${cardNumber(1).slice(-2)}`);
    expect(api.logLines.join('')).not.toContain(cardNumber(1));
    await api.close();
  });
});
