import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, cardNumber, manyMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import type { SlipView } from '../../../agent/contract/slip.ts';
import type { TestApi } from '../kit/test-api.ts';

describe('slips over the local API', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1, { givenName: 'Әсел', lots: [{ lotId: 'l', points: 40, expiresOn: '2026-11-30' }] }), accountOf(2)]);
    await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } } });
  });
  afterAll(() => api.close());
  const slip = async (path: string): Promise<{ status: number; body: SlipView }> => {
    const { status, body } = await api.call('GET', path);
    return { status, body: body as SlipView };
  };

  it('there is none before the sale is finished', async () => {
    expect(await api.call('GET', '/v1/sales/sale-1/slip')).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    expect(await api.call('GET', '/v1/sales/nowhere/slip')).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
    await api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '000123' } } });
  });

  it('says points earned and the balance with them, in the language and width that were asked for', async () => {
    const { status, body } = await slip('/v1/sales/sale-1/slip?lang=en&width=32');
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'sale', lang: 'en', width: 32 });
    expect(body.text).toContain('Purchase 000123');
    expect(body.text).toMatch(/Earned +\+22 points\n/);
    expect(body.text).toMatch(/Balance +522 points\n/);
    expect(body.text).toMatch(/after 30\/11\/2026 +40 points\n/);
    expect(body.text).toContain('Әсел, thank you!');
    expect(body).not.toHaveProperty('escpos');
    expect((await slip('/v1/sales/sale-1/slip')).body).toMatchObject({ lang: 'ru', width: 42 });
  });

  it('comes as bytes for the printer, in a code page that has the letters', async () => {
    const kazakh = (await slip('/v1/sales/sale-1/slip?lang=kk&format=escpos')).body;
    expect(kazakh.codePage).toBe('rk1048');
    expect(kazakh.text).toContain('Әсел');
    const bytes = Buffer.from(kazakh.escpos ?? '', 'base64');
    // initialize; code page 53 of Epson; the letter Ә of KZ-1048
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]));
    expect(bytes.includes(Buffer.from([0x1b, 0x74, 53]))).toBe(true);
    expect(bytes.includes(Buffer.from([0xa3]))).toBe(true);
    const plain = (await slip('/v1/sales/sale-1/slip?lang=kk&format=escpos&printer=star')).body;
    expect(plain.codePage).toBe('cp866');
    expect(plain.text).toContain('Асел');
  });

  it('of a return tells money and points, of a card what it has', async () => {
    await api.call('PUT', '/v1/returns/return-1', { body: { baseRevision: 0, saleId: 'sale-1' } });
    expect(await api.call('GET', '/v1/returns/return-1/slip')).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    await api.call('POST', '/v1/returns/return-1/commit', { body: { revision: 1, receipt: { number: '000124' } } });
    const { text } = (await slip('/v1/returns/return-1/slip?lang=en')).body;
    expect(text).toMatch(/Refunded +450\.00 KZT\n/);
    expect(text).toMatch(/Taken back +-22 points\n/);
    expect(text).toMatch(/Balance +500 points\n/);
    expect((await slip('/v1/cards/010002/slip?lang=en')).body.text).toMatch(/Balance +500 points\n/);
    expect(await api.call('GET', '/v1/cards/12/slip')).toMatchObject({ status: 409, body: { code: 'nothing-to-print', reason: 'card-unknown' } });
    expect(await api.call('GET', '/v1/returns/nothing/slip')).toMatchObject({ status: 404, body: { code: 'return-unknown' } });
  });

  it.each([
    ['width=40', 400, 'bad-request'], ['lang=de', 400, 'bad-request'], ['format=pdf', 400, 'bad-request'], ['colour=1', 400, 'bad-request'], ['format=escpos&printer=star&codePage=rk1048', 422, 'code-page-unsupported'],
  ])('?%s is %i %s', async (query, status, code) => {
    expect(await api.call('GET', `/v1/sales/sale-1/slip?${query}`)).toMatchObject({ status, body: { code } });
  });
});
