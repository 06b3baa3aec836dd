import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, cardNumber } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

describe('GET /v1/forecast', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
  });
  afterAll(() => api.close());
  const get = (query: string) => api.call('GET', `/v1/forecast?${query}`);

  it('answers points and price for a good and a customer', async () => {
    expect(await get(`sku=milk&unitPriceMinor=50000&customer=${cardNumber(1)}`)).toMatchObject({ status: 200, body: { sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 22 } });
    expect(await get('sku=milk&customer=nobody')).toMatchObject({ status: 200, body: { unitPriceMinor: 500, points: 0, customerProblem: 'card-unknown' } });
  });

  it.each([
    ['', 400, 'bad-request'], ['sku=two%20words', 400, 'bad-request'], ['sku=milk&unitPriceMinor=1.5', 400, 'bad-request'], ['sku=milk&unitPriceMinor=-1', 400, 'bad-request'], ['sku=milk&price=5', 400, 'bad-request'],
    ['sku=nothing', 404, 'not-found'], ['sku=milk&unitPriceMinor=9999999999999999', 422, 'amount-too-large'],
  ])('%s is %i %s', async (query, status, code) => {
    expect(await get(query)).toMatchObject({ status, body: { code } });
  });
});
