import type { CustomerState } from '../domain/customer/account.ts';
import type { BlindLine } from '../domain/returns/blind-return.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { ReturnElsewhere } from './authority.ts';
import type { SlipSale } from '../domain/returns/slip/slip-sale.ts';
import type { QuotedReturn, SaleCommitted } from '../domain/operations/operation.ts';

/** A return at this till: `quoted → committed`. */
export interface ReturnRecord {
  returnId: string;
  revision: number;
  state: 'quoted' | 'committed';
  requestHash: string;
  /** Of a blind return its own id stands for the sale that nobody knows */
  saleId: string;
  blind?: BlindReturn;
  quoted: QuotedReturn;
  /** It was asked for by the code of a slip, whoever told the sale then: its commit needs the same right */
  bySlip?: true;
  /** The sale as the signed code on its slip tells it, where nothing else does */
  slip?: SlipSale;
  /** What the centre said at the quote, where it was asked and knew the sale. `sale` where this till has not made it */
  told?: { sale?: SaleCommitted; returns: ReturnElsewhere[] };
  updatedAtMs: number;
  commit?: { requestHash: string; seq: number; opId: string; hash: string };
}

/** A return without a receipt: no sale is named */
export interface BlindReturn {
  reason: string;
  lines: BlindLine[];
  /** Who said to have bought the goods, as the till knew them at the quote */
  customer?: CustomerState;
  time: BusinessTime;
}

export interface Returns {
  find(returnId: string): ReturnRecord | undefined;
  save(record: ReturnRecord): void;
}
