import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, cardNumber, manyMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';
import type { TestApi } from '../kit/test-api.ts';

let api: TestApi;
let cashier: Record<string, string>;
beforeEach(async () => {
  api = await startTestApi({ withRoles: true });
  api.test.snapshot([accountOf(1), accountOf(2)]);
  cashier = { 'x-operator-session': String((await api.call('POST', '/v1/session', { body: { user: 'asel', pin: testPin } })).body['sessionToken']) };
});
afterEach(() => api.close());

const put = async (baseRevision: number, headers: Record<string, string>, serial = 1) =>
  await api.call('PUT', '/v1/sales/s-1', { body: { baseRevision, lines: manyMilks, customer: { code: cardNumber(serial), identifiedBy: 'typed' } }, headers });
const redeemable = (answer: { body: Readonly<Record<string, unknown>> }) => (answer.body['priced'] as { redeemable: object }).redeemable;
const approved = async (): Promise<Record<string, string>> => {
  const { body } = await api.call('POST', '/v1/overrides', { body: { user: 'marat', pin: testPin, right: 'identity-override', subject: cardNumber(1), reason: 'papers seen' }, headers: cashier });
  return { ...cashier, 'x-override': String(body['overrideId']) };
};
const redeem = async (revision: number, headers = cashier) => await api.call('POST', '/v1/sales/s-1/redemption', { body: { revision, points: 100 }, headers: { ...headers, 'idempotency-key': `r-${revision}` } });
const committed = async (revision: number) => {
  expect(await api.call('POST', '/v1/sales/s-1/commit', { body: { revision, receipt: { number: '1' } }, headers: cashier })).toMatchObject({ status: 200 });
  return api.test.written().at(-1);
};

describe("a second person's word for a card that was typed", () => {
  it('lets its customer spend points in this sale, whatever is put into the basket after it', async () => {
    expect(redeemable(await put(0, cashier))).toEqual({ maxPoints: 0, limitedBy: 'identification' });
    const lifted = await approved();
    expect(redeemable(await put(1, lifted))).toMatchObject({ maxPoints: 225 });
    expect(redeemable(await put(2, cashier))).toMatchObject({ maxPoints: 225 });
    expect((await redeem(3)).status).toBe(200);
    expect(await committed(4)).toMatchObject({
      kind: 'sale-committed',
      payload: { by: { userId: 'asel' }, customer: { identifiedBy: 'typed', proof: { by: 'person', userId: 'marat', overrideId: lifted['x-override'] } }, redemption: { points: 100 } },
    });
  });

  it('may come with the points themselves, and offline too as far as the programme goes', async () => {
    await put(0, cashier);
    expect(await redeem(1)).toMatchObject({ status: 409, body: { code: 'redemption-refused', limitedBy: 'identification' } });
    expect((await redeem(1, await approved())).status).toBe(200);
    expect(await committed(2)).toMatchObject({ payload: { customer: { proof: { by: 'person', userId: 'marat' } }, result: { pointsSpent: 100 } } });
  });

  it('does not go over to another customer, nor to another sale', async () => {
    const lifted = await approved();
    await put(0, lifted);
    expect(redeemable(await put(1, cashier, 2))).toMatchObject({ maxPoints: 0, limitedBy: 'identification' });
    expect(redeemable(await put(2, cashier))).toMatchObject({ maxPoints: 0, limitedBy: 'identification' });
    expect(await api.call('PUT', '/v1/sales/s-2', { body: { baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1), identifiedBy: 'typed' } }, headers: lifted })).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
  });

  it('is of no use to a right that it is not for', async () => {
    const lifted = await approved();
    expect(await api.call('POST', '/v1/cards/block', { body: { cardNumber: cardNumber(1), reason: 'lost' }, headers: { ...lifted, 'idempotency-key': 'b' } })).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
  });
});
