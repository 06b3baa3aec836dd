import type { SaleCommitted } from '../domain/operations/operation.ts';
import type { SaleCounts } from '../domain/operations/sale-counts.ts';
import type { Journal } from '../ports/journal.ts';

/** What own sales used up. */
export interface CountsSince {
  readonly coupons: ReadonlySet<string>;
  /** By promotion */
  readonly discountMinor: ReadonlyMap<string, number>;
}

export interface OwnCounts {
  /** What the operations after `seq` used up. Each operation is read once; the first call after a start reads all of them. */
  since(seq: number): CountsSince;
}

export function createOwnCounts(journal: Pick<Journal, 'head' | 'operation'>): OwnCounts {
  let fromSeq = 0;
  let readSeq = 0;
  let found: { seq: number; counts: SaleCounts }[] = [];
  return {
    since: (seq) => {
      // A view from before: the centre was restored, or another cache came into service.
      if (seq < fromSeq) {
        found = [];
        readSeq = seq;
      }
      fromSeq = seq;
      readSeq = Math.max(readSeq, seq);
      found = found.filter((one) => one.seq > seq);
      for (const head = journal.head().seq; readSeq < head; ) {
        readSeq += 1;
        const counts = countsAt(journal, readSeq);
        if (counts !== undefined) found.push({ seq: readSeq, counts });
      }
      return sumOf(found.map(({ counts }) => counts));
    },
  };
}

/** Most sales use nothing up: their text need not be parsed. */
function countsAt(journal: Pick<Journal, 'operation'>, seq: number): SaleCounts | undefined {
  const stored = journal.operation(seq);
  if (stored?.kind !== 'sale-committed' || !stored.payload.includes('"counts":{')) return undefined;
  // Its own journal is what this till wrote and checked.
  return (JSON.parse(stored.payload) as SaleCommitted).counts;
}

function sumOf(all: readonly SaleCounts[]): CountsSince {
  const discountMinor = new Map<string, number>();
  for (const { promotionId, discountMinor: given } of all.flatMap(({ budgets = [] }) => budgets)) discountMinor.set(promotionId, (discountMinor.get(promotionId) ?? 0) + given);
  return { coupons: new Set(all.flatMap(({ coupons = [] }) => coupons)), discountMinor };
}
