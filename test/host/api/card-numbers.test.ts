import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleBundle } from '../../domain/kit/shop.ts';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

const [plastic] = exampleBundle().cardSchemes;
const bank = { ru: 'Банк', en: 'Bank' };
const partnerNumber = '4539148803436467';
const cards = {
  cardSchemes: [
    { ...plastic!, storeIds: { '01': 'centre' } },
    { id: 'second', name: { ru: 'Вторая' }, prefix: '777', storeDigits: 0, serialDigits: 6, check: 'none' as const, ranges: [{ from: '777020000', to: '777029999' }] },
    { id: 'bank', name: bank, prefix: '4539', storeDigits: 0, serialDigits: 11, check: 'luhn' as const, partner: bank },
  ],
  foreignCards: [{ name: { ru: 'Дала' }, from: '9310000000000', to: '9319999999999' }],
};
const ambiguous = { choices: [{ cardNumber: '2900770200014', scheme: { ru: 'Карта' } }, { cardNumber: '777020001', scheme: { ru: 'Вторая' } }] };

describe('card numbers over the local API', () => {
  let api: TestApi;
  let sales = 0;
  beforeAll(async () => {
    api = await startTestApi({ bundle: cards });
    const partner = accountOf(2);
    api.test.snapshot([accountOf(1), { ...partner, cards: [{ number: partnerNumber, state: 'active' }] }]);
  });
  afterAll(() => api.close());

  it.each([
    ['wrong check digit', '2900770100011', 'card-wrong-check-digit', { expectedCheckDigit: '7' }],
    ['wrong check digit of a partner', '4539148803436460', 'card-wrong-check-digit', { expectedCheckDigit: '7' }],
    ['other chain', '9310000000001', 'card-of-other-chain', { chain: { ru: 'Дала' } }],
    ['short form of two cards', '020001', 'card-ambiguous', ambiguous],
    ['no card at all', '12', 'card-unknown', {}],
  ])('%s: identify, sale and forecast give the same reason, and the sale goes on', async (_, code, reason, hint) => {
    const refused = { status: 'refused', code, reason, ...hint };
    expect((await api.call('POST', '/v1/identify', { body: { code } })).body).toEqual({ customer: refused });
    sales += 1;
    const sale = await api.call('PUT', `/v1/sales/sale-${sales}`, { body: { baseRevision: 0, lines: twoMilks, customer: { code } } });
    expect(sale).toMatchObject({ status: 200, body: { customer: refused, priced: { payableMinor: 900 } } });
    expect((await api.call('GET', `/v1/forecast?sku=milk&customer=${code}`)).body).toMatchObject({ customerProblem: reason });
  });

  it('a scan says the same of the code', async () => {
    const scan = async (code: string) => (await api.call('POST', '/v1/scans', { body: { code } })).body;
    expect(await scan('2900770100011')).toMatchObject({ thing: { kind: 'unknown', looksLike: 'card-wrong-check-digit', expectedCheckDigit: '7' } });
    expect(await scan('9310000000001')).toMatchObject({ thing: { kind: 'unknown', looksLike: 'card-of-other-chain', chain: { ru: 'Дала' } } });
    expect(await scan('020001')).toMatchObject({ thing: { kind: 'unknown', looksLike: 'card-ambiguous', ...ambiguous } });
    expect(await scan(partnerNumber)).toMatchObject({ thing: { kind: 'card', cardNumber: partnerNumber, partner: bank } });
  });

  it('tells which store a card comes from, by its short form too, and which partner', async () => {
    const identify = async (code: string) => (await api.call('POST', '/v1/identify', { body: { code } })).body;
    expect(await identify('010001')).toMatchObject({ customer: { status: 'known', cardNumber: cardNumber(1), cardOrigin: { store: { id: 'centre' } } } });
    expect(await identify(partnerNumber)).toMatchObject({ customer: { status: 'known', accountId: 'account-2', cardOrigin: { partner: bank } } });
  });

  it('keeps the code of a card that nobody could read with the sale, so that its points can be claimed; not that of another chain', async () => {
    for (const [saleId, code] of [['claim-1', '2900770100011'], ['claim-2', '9310000000001']] as const) {
      await api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: twoMilks, customer: { code } } });
      await api.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });
    }
    const codes = api.test.written().flatMap(({ kind, payload }) => (kind === 'sale-committed' ? [payload.unknownCode] : []));
    expect(codes).toEqual(['2900770100011', undefined]);
  });
});
