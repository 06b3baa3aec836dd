import type { SaleView } from '../../agent/contract/sale.ts';
import type { SlipView } from '../../agent/contract/slip.ts';
import type { Language } from '../../agent/contract/words/languages.ts';
import type { JsonCaller } from './json-caller.ts';
import { isRecord } from './send-json.ts';

/** What is read of a sale besides the sale itself. Each throws `ApiError`. */
export interface ReceiptClient {
  /** The sale with `priced.trace`. Absent there where another programme came into service since it was priced. */
  explain(saleId: string): Promise<SaleView>;
  /** What the customer gets on paper; only of a finished sale */
  slip(saleId: string, language: Language): Promise<SlipView>;
}

export function createReceiptClient(send: JsonCaller): ReceiptClient {
  const saleAt = (saleId: string) => `v1/sales/${encodeURIComponent(saleId)}`;
  return {
    explain: (saleId) => send({ method: 'GET', path: `${saleAt(saleId)}?explain=true` }, (body) => typeof body.saleId === 'string' && isRecord(body.priced)),
    slip: (saleId, language) => send({ method: 'GET', path: `${saleAt(saleId)}/slip?lang=${language}` }, (body) => Array.isArray(body.lines) && typeof body.text === 'string'),
  };
}
