import type { CancelRequest, CommitRequest, ReturnCommitRequest, ReturnRequest, ReturnView, SaleView } from '../../agent/contract/sale.ts';
import type { SlipView } from '../../agent/contract/slip.ts';
import type { Language } from '../../agent/contract/words/languages.ts';
import type { JsonCaller, Telling } from './json-caller.ts';
import { isRecord } from './send-json.ts';
import { isSale } from './tellings.ts';

/** The calls about goods that come back. Each throws `ApiError`; a call that an approval lets pass takes its id. */
export interface ReturnsClient {
  quote(returnId: string, request: ReturnRequest, overrideId?: string): Promise<ReturnView>;
  read(returnId: string): Promise<ReturnView>;
  commit(returnId: string, request: ReturnCommitRequest, overrideId?: string): Promise<ReturnView>;
  /** The goods that are sold instead, and the return, in one receipt */
  commitExchange(saleId: string, request: CommitRequest & Required<Pick<CommitRequest, 'exchange'>>): Promise<SaleView & Required<Pick<SaleView, 'exchange'>>>;
  sale(saleId: string): Promise<SaleView>;
  /** Gives all of a finished sale back */
  cancelSale(saleId: string, request: CancelRequest, overrideId?: string): Promise<SaleView & Required<Pick<SaleView, 'cancelled'>>>;
  slip(returnId: string, language: Language): Promise<SlipView>;
}

const isReturn: Telling = (body) => typeof body.returnId === 'string' && typeof body.revision === 'number' && isRecord(body.quoted) && Array.isArray(body.quoted.lines);
const withOverride = (overrideId: string | undefined) => (overrideId === undefined ? {} : { overrideId });

export function createReturnsClient(send: JsonCaller): ReturnsClient {
  const at = (returnId: string, rest = '') => `v1/returns/${encodeURIComponent(returnId)}${rest}`;
  const saleAt = (saleId: string, rest = '') => `v1/sales/${encodeURIComponent(saleId)}${rest}`;
  return {
    quote: (returnId, body, overrideId) => send({ method: 'PUT', path: at(returnId), body, ...withOverride(overrideId) }, isReturn),
    read: (returnId) => send({ method: 'GET', path: at(returnId) }, isReturn),
    commit: (returnId, body, overrideId) => send({ method: 'POST', path: at(returnId, '/commit'), body, ...withOverride(overrideId) }, isReturn),
    commitExchange: (saleId, body) => send({ method: 'POST', path: saleAt(saleId, '/commit'), body }, (answer) => isSale(answer) && isRecord(answer.exchange)),
    sale: (saleId) => send({ method: 'GET', path: saleAt(saleId) }, isSale),
    cancelSale: (saleId, body, overrideId) => send({ method: 'POST', path: saleAt(saleId, '/cancel'), body, ...withOverride(overrideId) }, (answer) => isSale(answer) && isRecord(answer.cancelled)),
    slip: (returnId, language) => send({ method: 'GET', path: at(returnId, `/slip?lang=${language}&width=42`) }, (answer) => typeof answer.text === 'string'),
  };
}
