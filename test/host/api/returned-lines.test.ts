import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReturnView } from '../../../agent/contract/sale.ts';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';

describe('the sale behind a return', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
    await api.call('PUT', '/v1/sales/s', { body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) } } });
    await api.call('POST', '/v1/sales/s/commit', { body: { revision: 1, receipt: { number: '77' } } });
  });
  afterAll(() => api.close());

  const quote = async (returnId: string, request: object): Promise<ReturnView> => {
    const { status, body } = await api.call('PUT', `/v1/returns/${returnId}`, { body: { baseRevision: 0, ...request } });
    expect([status, ...Compile(ReturnView).Errors(body)]).toEqual([200]);
    return body as unknown as ReturnView;
  };

  it('is named with its receipt, its goods, and what came back before this return', async () => {
    const first = await quote('r1', { receiptNumber: '77', lines: [{ lineId: '1', quantityMilli: 1_000 }] });
    expect(first.sold).toMatchObject({ receiptNumber: '77', lines: [{ lineId: '1', sku: 'milk', quantityMilli: 2_000, returnedMilli: 0 }] });
    await api.call('POST', '/v1/returns/r1/commit', { body: { revision: 1, receipt: { number: '78' } } });
    expect((await quote('r2', { saleId: 's' })).sold?.lines).toMatchObject([{ returnedMilli: 1_000 }]);
    // Its own lines are no earlier return of it.
    expect((await api.call('GET', '/v1/returns/r1')).body).toMatchObject({ state: 'committed', sold: { lines: [{ returnedMilli: 0 }] } });
  });

  it('does not say that the centre was asked where it was out of reach', async () => {
    expect((await quote('r3', { saleId: 's' })).sold).not.toHaveProperty('centreAsked');
  });
});
