import type { CancelRequest, CommitRequest, RedemptionRequest, SaleList, SaleRequest, SaleView } from '../../agent/contract/sale.ts';
import type { GoodsView, IdentifyView, ScanRequest, ScanView } from '../../agent/contract/scan.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import { ApiError } from './api-failure.ts';
import { randomId } from './random-id.ts';
import { isRecord, sendJson, type Fetch, type JsonCall } from './send-json.ts';

/** The calls of the local API that the page makes. Each throws `ApiError`. A key makes a call that may be sent again count once. */
export interface TillClient {
  status(): Promise<StatusView>;
  scan(request: ScanRequest, key: string): Promise<ScanView>;
  identify(code: string): Promise<IdentifyView>;
  goods(query: string, limit: number, signal?: AbortSignal): Promise<GoodsView>;
  /** Sales in one state, newest first */
  sales(state: SaleView['state'], limit: number): Promise<SaleList>;
  sale(saleId: string): Promise<SaleView>;
  putSale(saleId: string, request: SaleRequest): Promise<SaleView>;
  redeem(saleId: string, request: RedemptionRequest, key: string): Promise<SaleView>;
  dropRedemption(saleId: string, revision: number): Promise<SaleView>;
  commit(saleId: string, request: CommitRequest): Promise<SaleView>;
  cancel(saleId: string, request: CancelRequest): Promise<SaleView>;
}

/** The page trusts its agent's types, but not that it was the agent who answered: one telling field of each answer is looked at. */
const tellingFields = {
  status: (body) => isRecord(body.till) && typeof body.mode === 'string',
  scan: (body) => typeof body.scanId === 'string' && isRecord(body.thing),
  identify: (body) => isRecord(body.customer),
  goods: (body) => Array.isArray(body.goods),
  sales: (body) => Array.isArray(body.sales),
  sale: (body) => typeof body.saleId === 'string' && typeof body.revision === 'number' && isRecord(body.priced),
} as const satisfies Record<string, (body: Record<string, unknown>) => boolean>;

export function createTillClient(fetch: Fetch): TillClient {
  async function call<Answer>(kind: keyof typeof tellingFields, request: JsonCall): Promise<Answer> {
    const body = await sendJson(fetch, request);
    if (!tellingFields[kind](body)) throw new ApiError({ kind: 'garbage', status: 200 });
    return body as Answer;
  }
  const saleAt = (saleId: string, rest = '') => `v1/sales/${encodeURIComponent(saleId)}${rest}`;
  return {
    status: () => call('status', { method: 'GET', path: 'v1/status' }),
    scan: (body, idempotencyKey) => call('scan', { method: 'POST', path: 'v1/scans', body, idempotencyKey }),
    identify: (code) => call('identify', { method: 'POST', path: 'v1/identify', body: { code }, idempotencyKey: randomId() }),
    goods: (query, limit, signal) =>
      call('goods', { method: 'GET', path: `v1/goods?query=${encodeURIComponent(query)}&limit=${limit}`, ...(signal === undefined ? {} : { signal }) }),
    sales: (state, limit) => call('sales', { method: 'GET', path: `v1/sales?state=${state}&limit=${limit}` }),
    sale: (saleId) => call('sale', { method: 'GET', path: saleAt(saleId) }),
    putSale: (saleId, body) => call('sale', { method: 'PUT', path: saleAt(saleId), body }),
    redeem: (saleId, body, idempotencyKey) => call('sale', { method: 'POST', path: saleAt(saleId, '/redemption'), body, idempotencyKey }),
    dropRedemption: (saleId, revision) => call('sale', { method: 'DELETE', path: saleAt(saleId, `/redemption?revision=${revision}`) }),
    commit: (saleId, body) => call('sale', { method: 'POST', path: saleAt(saleId, '/commit'), body }),
    cancel: (saleId, body) => call('sale', { method: 'POST', path: saleAt(saleId, '/cancel'), body }),
  };
}
