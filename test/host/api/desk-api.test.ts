import { randomUUID } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JournalPage, WholeOperation } from '../../../agent/contract/journal.ts';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';

describe('the journal at the desk', () => {
  let api: TestApi;
  const opIds: string[] = [];
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1), accountOf(2)]);
    for (const saleId of ['a', 'b', 'c', 'd']) {
      await api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) } } });
      await api.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });
      opIds.push(api.test.store.journal.operation(api.test.store.journal.head().seq)!.opId);
    }
    // The centre has all but the last; the second is parked, the third waits.
    api.test.store.outbox.settle({ epoch: 'e', seq: 4, hash: api.test.store.outbox.hashAt(4)! }, [{ seq: 3, state: 'parked', reason: 'account-unknown' }, { seq: 4, state: 'waiting', reason: 'sale-unknown' }]);
  });
  afterAll(() => api.close());

  const list = async (query = ''): Promise<JournalPage> => {
    const { status, body } = await api.call('GET', `/v1/journal${query}`);
    expect(status).toBe(200);
    expect([...Compile(JournalPage).Errors(body)]).toEqual([]);
    return body as unknown as JournalPage;
  };
  const resolve = async (opId: string, body: object, key: string = randomUUID()) => await api.call('POST', `/v1/journal/${opId}/resolve`, { body, headers: { 'idempotency-key': key } });

  it('says what, when, whose and how it stands, newest first, the card masked', async () => {
    const { entries } = await list();
    expect(entries.map(({ seq, centre }) => [seq, centre.state])).toEqual([[5, 'unsent'], [4, 'waiting'], [3, 'parked'], [2, 'sent'], [1, 'sent']]);
    expect(entries[2]).toMatchObject({
      what: { key: 'journal.what.sale-committed', values: { receipt: 'b', payableMinor: 900 } }, saleId: 'b', repairs: ['send-again', 'relink', 'void'],
      centre: { reason: 'account-unknown', words: [{ key: 'journal.state.parked' }, { key: 'journal.why.account-unknown' }] },
    });
    expect(JSON.stringify(entries)).not.toContain(cardNumber(1));
    expect(entries[2]?.customer?.card).toMatch(/^\d{4}\*+\d{2}$/u);
  });

  it.each([['?state=parked', [3]], ['?state=unsent', [5]], ['?state=sent', [2, 1]], ['?kind=journal-opened', [1]], ['?kind=none', []], ['?state=waiting&kind=sale-committed', [4]]])('filters %s', async (query, seqs) => {
    expect((await list(query)).entries.map(({ seq }) => seq)).toEqual(seqs);
  });

  it('finds what was done for a customer, and by a card in any of its forms; of somebody unknown nothing', async () => {
    const seqsOf = async (query: string) => (await list(query)).entries.map(({ seq }) => seq);
    const all = await seqsOf('?accountId=account-1');
    expect(all.length).toBeGreaterThan(1);
    expect(await seqsOf(`?card=${cardNumber(1)}`)).toEqual(all);
    expect(await seqsOf(`?card=${cardNumber(1).slice(-7, -1)}&state=parked`)).toEqual([3]);
    expect(await seqsOf('?accountId=account-1&limit=1')).toEqual(all.slice(0, 1));
    expect(await seqsOf('?accountId=nobody')).toEqual([]);
    expect(await seqsOf(`?card=${cardNumber(77)}`)).toEqual([]);
    expect(await seqsOf(`?card=${cardNumber(1)}&accountId=nobody`)).toEqual([]);
  });

  it('knows the day of the store that is asked for, and no such day', async () => {
    const { atMs } = (await list()).entries[0]!;
    const today = new Date(atMs + 5 * 3_600_000).toISOString().slice(0, 10);
    expect((await list(`?date=${today}`)).entries).toHaveLength(5);
    expect((await list(`?date=${today}&limit=2&from=3`)).entries.map(({ seq }) => seq)).toEqual([3, 2]);
    for (const date of ['2001-01-01', '2999-12-31']) expect((await list(`?date=${date}`)).entries).toEqual([]);
    expect(await api.call('GET', '/v1/journal?date=2026-02-30')).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/date' } });
  });

  it('goes page by page over everything, once', async () => {
    const seen: number[] = [];
    for (let from: number | undefined = 99; from !== undefined;) {
      const page: JournalPage = await list(`?limit=2&from=${from}`);
      seen.push(...page.entries.map(({ seq }) => seq));
      from = page.nextFrom;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it.each([['?state=lost'], ['?limit=0'], ['?limit=201'], ['?from=-1'], ['?from=0'], ['?what=x']])('refuses %s', async (query) => {
    expect(await api.call('GET', `/v1/journal${query}`)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('tells one operation whole', async () => {
    const { status, body } = await api.call('GET', `/v1/journal/${opIds[1]}`);
    expect(status).toBe(200);
    expect([...Compile(WholeOperation).Errors(body)]).toEqual([]);
    expect(body).toMatchObject({ seq: 3, payload: { saleId: 'b' } });
    expect(await api.call('GET', '/v1/journal/of-nobody')).toMatchObject({ status: 404, body: { code: 'operation-unknown' } });
  });

  it('repairs once for one key, and remembers the answer', async () => {
    const body = { repair: 'relink', reason: 'wrong card was read', cardNumber: cardNumber(2) };
    const first = await resolve(opIds[1]!, body, 'one');
    expect(first).toMatchObject({ status: 200, body: { seq: 3, repairs: [], repaired: [{ repair: 'relink', reason: 'wrong card was read', centre: { state: 'unsent' } }] } });
    const { seq } = api.test.store.journal.head();
    expect(await resolve(opIds[1]!, body, 'one')).toMatchObject({ status: 200, text: first.text });
    expect(api.test.store.journal.head().seq).toBe(seq);
    expect(await resolve(opIds[1]!, { ...body, reason: 'another' }, 'one')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await resolve(opIds[1]!, body)).toMatchObject({ status: 409, body: { code: 'repair-pending' } });
  });

  it('refuses what is not safe and says what would be', async () => {
    expect(await resolve(opIds[2]!, { repair: 'void', reason: 'x' })).toMatchObject({ status: 409, body: { code: 'repair-unsafe', state: 'waiting', reason: 'sale-unknown', repairs: '' } });
    expect(await resolve(opIds[0]!, { repair: 'accept', reason: 'x' })).toMatchObject({ status: 409, body: { code: 'operation-settled' } });
  });

  it.each([[{}], [{ repair: 'delete', reason: 'x' }], [{ repair: 'void' }], [{ repair: 'void', reason: '' }], [{ repair: 'void', reason: 'x', more: 1 }]])('refuses the body %j', async (body) => {
    expect(await resolve(opIds[1]!, body)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('asks for a key', async () => {
    expect(await api.call('POST', `/v1/journal/${opIds[1]}/resolve`, { body: { repair: 'void', reason: 'x' } })).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
  });
});
