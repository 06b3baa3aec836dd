import type { SaleRequest, SaleView } from '../../../agent/contract/sale.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import type { TestCentral } from '../kit.ts';
import type { Answer } from '../kit/test-till.ts';
import { anna } from '../kit/test-shop.ts';

/** The test shop's customers with card numbers that a scanner would take for some. */
export const aigul: ShopAccount = { ...anna, accountId: 'account-aigul', cards: [{ number: '2900770100017', state: 'active' }, { number: '2900770100024', state: 'blocked' }] };
export const daniyar: ShopAccount = { accountId: 'account-daniyar', tier: 'base', openingPoints: 40, cards: [{ number: '2900770100031', state: 'issued' }] };
export const aigulsCard = '2900770100017';
export const twoMilks = [{ sku: 'milk', quantityMilli: 2_000, unitPriceMinor: 50_000 }];

export interface WebClient {
  key: string;
  keyId: string;
  url: string;
  call<Body extends object>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<Body>>;
  put(saleId: string, request?: Partial<SaleRequest>): Promise<Answer<SaleView>>;
  take(saleId: string, revision: number, points: number, idempotencyKey: string): Promise<Answer<SaleView>>;
  commit(saleId: string, revision: number, more?: object): Promise<Answer<SaleView>>;
}

export function webClient(url: string, { key, keyId }: { key: string; keyId: string }): WebClient {
  const call: WebClient['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    key,
    keyId,
    url,
    call,
    put: async (saleId, request = {}) => await call('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: twoMilks, customer: { code: aigulsCard }, ...request }),
    take: async (saleId, revision, points, idempotencyKey) => await call('POST', `/v1/sales/${saleId}/redemption`, { revision, points }, { 'idempotency-key': idempotencyKey }),
    commit: async (saleId, revision, more = {}) => await call('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number: `order-${saleId}` }, ...more }),
  };
}

/** A key of a web shop; keys of one channel share its sales. */
export async function openWebShop(central: TestCentral, channelId = 'shop'): Promise<WebClient> {
  return await openKey(central, { name: 'Интернет-магазин', scope: 'web-shop', channelId, storeId: 'store-1' });
}

export async function openPartner(central: TestCentral): Promise<WebClient> {
  return await openKey(central, { name: 'Партнёр', scope: 'partner' });
}

async function openKey(central: TestCentral, request: object): Promise<WebClient> {
  const { status, body } = await central.admin<{ keyId: string; key: string }>('api-keys', request);
  if (status !== 201) throw new Error(`no key was made: ${JSON.stringify(body)}`);
  return webClient(central.url, body);
}
