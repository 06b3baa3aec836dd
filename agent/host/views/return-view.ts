import type { ReturnView } from '../../contract/sale.ts';
import type { ReturnRecord } from '../../ports/returns.ts';

export function returnView(journalId: string, record: ReturnRecord): ReturnView {
  return {
    returnId: record.returnId,
    revision: record.revision,
    state: record.state,
    saleId: record.saleId,
    ...(record.blind === undefined ? {} : { blind: true as const }),
    quoted: record.quoted,
    ...(record.commit === undefined ? {} : { operation: { journalId, seq: record.commit.seq, opId: record.commit.opId, hash: record.commit.hash } }),
  };
}
