import type { SaleCounts } from '../domain/operations/sale-counts.ts';
import type { Journal } from '../ports/journal.ts';

/** What own sales used up. */
export interface CountsSince {
  readonly coupons: ReadonlySet<string>;
  /** By promotion */
  readonly discountMinor: ReadonlyMap<string, number>;
}

export interface OwnCounts {
  /** What the operations after `seq` used up. It holds until the next call; what was read and summed up once is kept, because every pricing asks. */
  since(seq: number): CountsSince;
}

interface Found {
  seq: number;
  counts: SaleCounts;
}

export function createOwnCounts(journal: Pick<Journal, 'head' | 'countsAfter'>): OwnCounts {
  let fromSeq = 0;
  let readSeq = 0;
  let found: Found[] = [];
  let sum = emptySum();
  return {
    since: (seq) => {
      // A view from before: the centre was restored, or another cache came into service.
      if (seq < fromSeq) {
        found = [];
        readSeq = seq;
      }
      if (seq !== fromSeq) {
        found = found.filter((one) => one.seq > seq);
        sum = emptySum();
        for (const one of found) add(sum, one);
      }
      fromSeq = seq;
      readSeq = Math.max(readSeq, seq);
      const head = journal.head().seq;
      if (readSeq < head) {
        const fresh = journal.countsAfter(readSeq);
        for (const one of fresh) add(sum, one);
        if (fresh.length > 0) found = [...found, ...fresh];
        readSeq = head;
      }
      return sum;
    },
  };
}

const emptySum = () => ({ coupons: new Set<string>(), discountMinor: new Map<string, number>() });

function add({ coupons, discountMinor }: ReturnType<typeof emptySum>, { counts }: Found): void {
  for (const code of counts.coupons ?? []) coupons.add(code);
  for (const { promotionId, discountMinor: given } of counts.budgets ?? []) discountMinor.set(promotionId, (discountMinor.get(promotionId) ?? 0) + given);
}
