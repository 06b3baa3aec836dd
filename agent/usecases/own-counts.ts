import type { SaleCounts } from '../domain/operations/sale-counts.ts';
import type { Journal } from '../ports/journal.ts';

/** What own sales used up. */
export interface CountsSince {
  readonly coupons: ReadonlySet<string>;
  /** Coupons that a sale which was cancelled here had used: free, although the cache still says otherwise */
  readonly freed: ReadonlySet<string>;
  /** By promotion; below zero where more was given back than used */
  readonly discountMinor: ReadonlyMap<string, number>;
}

export interface OwnCounts {
  /** What the operations after `seq` used up and gave back: what those before it did stands in the cache. It holds until the next call; what was read and summed up once is kept, because every pricing asks. */
  since(seq: number): CountsSince;
}

interface Found {
  seq: number;
  counts: SaleCounts;
  isGivenBack: boolean;
}

export function createOwnCounts(journal: Pick<Journal, 'head' | 'countsAfter' | 'givenBackAfter'>): OwnCounts {
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
      const from = Math.max(readSeq, seq);
      const head = journal.head().seq;
      if (from < head) {
        const fresh = inOrder(journal.countsAfter(from), journal.givenBackAfter(from));
        for (const one of fresh) add(sum, one);
        if (fresh.length > 0) found = [...found, ...fresh];
      }
      readSeq = head;
      return sum;
    },
  };
}

const emptySum = () => ({ coupons: new Set<string>(), freed: new Set<string>(), discountMinor: new Map<string, number>() });

type Read = ReturnType<Journal['countsAfter']>;

function inOrder(used: Read, givenBack: Read): Found[] {
  const all = [...used.map((one) => ({ ...one, isGivenBack: false })), ...givenBack.map((one) => ({ ...one, isGivenBack: true }))];
  return all.toSorted((one, other) => one.seq - other.seq);
}

type Sum = ReturnType<typeof emptySum>;

function add({ coupons, freed, discountMinor }: Sum, { counts, isGivenBack }: Found): void {
  for (const code of counts.coupons ?? []) {
    const [taker, loser] = isGivenBack ? [freed, coupons] : [coupons, freed];
    taker.add(code);
    loser.delete(code);
  }
  const sign = isGivenBack ? -1 : 1;
  for (const { promotionId, discountMinor: given } of counts.budgets ?? []) discountMinor.set(promotionId, (discountMinor.get(promotionId) ?? 0) + sign * given);
}
