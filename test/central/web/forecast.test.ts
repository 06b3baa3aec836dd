import { describe, expect, it } from 'vitest';
import type { ForecastsView, ForecastView } from '../../../agent/contract/forecast.ts';
import { startTestCentral } from '../kit.ts';
import { aigul, aigulsCard, openWebShop } from './web-shop.ts';

describe('the forecast of many goods', () => {
  it('says of each what it would cost and earn for this customer, and what is wrong with those that it cannot price', async () => {
    const central = await startTestCentral({ accounts: [{ ...aigul, tier: 'gold' }] });
    const shop = await openWebShop(central);
    const many = async (body: object) => await shop.call<ForecastsView>('POST', '/v1/forecast', body);
    expect(await many({ customer: aigulsCard, goods: [{ sku: 'milk' }, { sku: 'bread', unitPriceMinor: 40_000 }, { sku: 'nothing' }, { sku: 'nothing', unitPriceMinor: 10_000 }] })).toEqual({
      status: 200,
      body: {
        goods: [
          { sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 22 },
          { sku: 'bread', unitPriceMinor: 40_000, payableMinor: 36_000, points: 18 },
          { sku: 'nothing', problem: 'not-found' },
          { sku: 'nothing', unitPriceMinor: 10_000, payableMinor: 9_000, points: 4 },
        ],
      },
    });
    expect((await many({ goods: [{ sku: 'milk' }] })).body).toEqual({ goods: [{ sku: 'milk', unitPriceMinor: 50_000, payableMinor: 50_000, points: 0 }] });
    expect((await many({ customer: '2900770100024', goods: [{ sku: 'milk' }] })).body).toMatchObject({ customerProblem: 'card-blocked' });
    const one = await shop.call<ForecastView>('GET', `/v1/forecast?sku=milk&customer=${aigulsCard}`);
    expect(one.body).toEqual({ sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 22 });
    expect(await shop.call('GET', '/v1/forecast?sku=nothing')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await shop.call('GET', `/v1/forecast?sku=milk&unitPriceMinor=9999999999999999`)).toMatchObject({ status: 422, body: { code: 'amount-too-large' } });
    expect(await many({ goods: [] })).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/goods' } });
    expect(await many({ goods: Array.from({ length: 501 }, () => ({ sku: 'milk' })) })).toMatchObject({ status: 400, body: { path: '/goods' } });
    expect(await central.report()).toMatchObject({ operations: 1, activeHolds: 0 });
    await central.close();
  });
});
