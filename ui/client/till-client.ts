import type { CancelRequest, CommitRequest, RedemptionRequest, SaleList, SaleRequest, SaleView } from '../../agent/contract/sale.ts';
import type { GoodsView, IdentifyView, ScanRequest, ScanView } from '../../agent/contract/scan.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import type { JsonCaller, Telling } from './json-caller.ts';
import { randomId } from './random-id.ts';
import { isRecord, type JsonCall } from './send-json.ts';
import { telling } from './telling.ts';
import { isSale, isScan, isStatus } from './tellings.ts';

/** The calls of the local API that the sale makes. Each throws `ApiError`. A key makes a call that may be sent again count once. */
export interface TillClient {
  status(): Promise<StatusView>;
  scan(request: ScanRequest, key: string): Promise<ScanView>;
  identify(code: string): Promise<IdentifyView>;
  goods(query: string, limit: number, signal?: AbortSignal): Promise<GoodsView>;
  /** Sales in one state, newest first */
  sales(state: SaleView['state'], limit: number): Promise<SaleList>;
  sale(saleId: string): Promise<SaleView>;
  /** `overrideId`: a second person lets it pass a limit */
  putSale(saleId: string, request: SaleRequest, overrideId?: string): Promise<SaleView>;
  redeem(saleId: string, request: RedemptionRequest, key: string, overrideId?: string): Promise<SaleView>;
  dropRedemption(saleId: string, revision: number): Promise<SaleView>;
  commit(saleId: string, request: CommitRequest): Promise<SaleView>;
  cancel(saleId: string, request: CancelRequest): Promise<SaleView>;
}

const tellingFields = {
  status: isStatus,
  scan: isScan,
  identify: (body) => isRecord(body.customer),
  goods: telling({ goods: 'records' }),
  sales: (body) => Array.isArray(body.sales) && body.sales.every((sale) => isRecord(sale) && isSale(sale)),
  sale: isSale,
} as const satisfies Record<string, Telling>;

const approvedBy = (overrideId: string | undefined): Pick<JsonCall, 'overrideId'> => (overrideId === undefined ? {} : { overrideId });

export function createTillClient(send: JsonCaller): TillClient {
  const call = <Answer>(kind: keyof typeof tellingFields, request: JsonCall) => send<Answer>(request, tellingFields[kind]);
  const saleAt = (saleId: string, rest = '') => `v1/sales/${encodeURIComponent(saleId)}${rest}`;
  return {
    status: () => call('status', { method: 'GET', path: 'v1/status' }),
    scan: (body, idempotencyKey) => call('scan', { method: 'POST', path: 'v1/scans', body, idempotencyKey }),
    identify: (code) => call('identify', { method: 'POST', path: 'v1/identify', body: { code }, idempotencyKey: randomId() }),
    goods: (query, limit, signal) =>
      call('goods', { method: 'GET', path: `v1/goods?query=${encodeURIComponent(query)}&limit=${limit}`, ...(signal === undefined ? {} : { signal }) }),
    sales: (state, limit) => call('sales', { method: 'GET', path: `v1/sales?state=${state}&limit=${limit}` }),
    sale: (saleId) => call('sale', { method: 'GET', path: saleAt(saleId) }),
    putSale: (saleId, body, overrideId) => call('sale', { method: 'PUT', path: saleAt(saleId), body, ...approvedBy(overrideId) }),
    redeem: (saleId, body, idempotencyKey, overrideId) => call('sale', { method: 'POST', path: saleAt(saleId, '/redemption'), body, idempotencyKey, ...approvedBy(overrideId) }),
    dropRedemption: (saleId, revision) => call('sale', { method: 'DELETE', path: saleAt(saleId, `/redemption?revision=${revision}`) }),
    commit: (saleId, body) => call('sale', { method: 'POST', path: saleAt(saleId, '/commit'), body }),
    cancel: (saleId, body) => call('sale', { method: 'POST', path: saleAt(saleId, '/cancel'), body }),
  };
}
