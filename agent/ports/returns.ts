import type { QuotedReturn } from '../domain/operations/operation.ts';

/** A return at this till: `quoted → committed`. */
export interface ReturnRecord {
  returnId: string;
  revision: number;
  state: 'quoted' | 'committed';
  requestHash: string;
  saleId: string;
  quoted: QuotedReturn;
  updatedAtMs: number;
  commit?: { requestHash: string; seq: number; opId: string; hash: string };
}

export interface Returns {
  find(returnId: string): ReturnRecord | undefined;
  save(record: ReturnRecord): void;
}
