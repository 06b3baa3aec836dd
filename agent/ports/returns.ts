import type { ReturnElsewhere } from './authority.ts';
import type { SlipSale } from '../domain/returns/slip/slip-sale.ts';
import type { QuotedReturn, SaleCommitted } from '../domain/operations/operation.ts';

/** A return at this till: `quoted → committed`. */
export interface ReturnRecord {
  returnId: string;
  revision: number;
  state: 'quoted' | 'committed';
  requestHash: string;
  saleId: string;
  quoted: QuotedReturn;
  /** What the centre said at the quote, where it was asked and knew the sale. `sale` where this till has not made it */
  /** The sale as the signed code on its slip tells it, where nothing else does */
  slip?: SlipSale;
  told?: { sale?: SaleCommitted; returns: ReturnElsewhere[] };
  updatedAtMs: number;
  commit?: { requestHash: string; seq: number; opId: string; hash: string };
}

export interface Returns {
  find(returnId: string): ReturnRecord | undefined;
  save(record: ReturnRecord): void;
}
