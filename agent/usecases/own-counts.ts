import type { SaleCounts } from '../domain/operations/sale-counts.ts';
import type { Journal } from '../ports/journal.ts';

/** What own sales used up. */
export interface CountsSince {
  readonly coupons: ReadonlySet<string>;
  /** Coupons that a sale which was cancelled here had used: free, although the cache may still say otherwise */
  readonly freed: ReadonlySet<string>;
  /** By promotion; below zero where more was given back than used */
  readonly discountMinor: ReadonlyMap<string, number>;
}

export interface OwnCounts {
  /**
   * What the operations after `seq` used up and gave back. It holds until the next call; what was read and summed up once is kept, because every pricing asks.
   * A coupon that was given back stays free for as long as this `generation` of the cache serves, which does not hear of it; after a restart only until the centre
   * has the cancelling, then it counts as used up to the next snapshot.
   */
  since(seq: number, generation: number): CountsSince;
}

interface Found {
  seq: number;
  counts: SaleCounts;
  isGivenBack: boolean;
}

export function createOwnCounts(journal: Pick<Journal, 'head' | 'countsAfter' | 'givenBackAfter'>): OwnCounts {
  let fromSeq = 0;
  /** Undefined until it was asked once. It passes over nothing: what the cache contains by now may have freed a coupon that the cache still calls used. */
  let readSeq: number | undefined;
  let known = 0;
  let found: Found[] = [];
  let sum = emptySum();
  return {
    since: (seq, generation) => {
      // A view from before: the centre was restored, or another cache came into service.
      if (seq < fromSeq) {
        found = [];
        readSeq = seq;
      }
      if (seq !== fromSeq || generation !== known) {
        found = found.filter((one) => one.seq > seq);
        const { freed } = sum;
        sum = emptySum();
        if (generation === known) sum.freed = freed;
        for (const one of found) add(sum, one);
      }
      known = generation;
      fromSeq = seq;
      const from = readSeq ?? seq;
      const head = journal.head().seq;
      if (from < head) {
        const fresh = inOrder(journal.countsAfter(from), journal.givenBackAfter(from));
        const counted = fresh.filter((one) => one.seq > seq);
        for (const one of fresh) (one.seq > seq ? add : free)(sum, one);
        if (counted.length > 0) found = [...found, ...counted];
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

function free({ freed }: Sum, { counts, isGivenBack }: Found): void {
  for (const code of counts.coupons ?? []) {
    if (isGivenBack) freed.add(code);
    else freed.delete(code);
  }
}

function add(sum: Sum, one: Found): void {
  free(sum, one);
  const { coupons, discountMinor } = sum;
  const { counts, isGivenBack } = one;
  for (const code of counts.coupons ?? []) {
    if (isGivenBack) coupons.delete(code);
    else coupons.add(code);
  }
  const sign = isGivenBack ? -1 : 1;
  for (const { promotionId, discountMinor: given } of counts.budgets ?? []) discountMinor.set(promotionId, (discountMinor.get(promotionId) ?? 0) + sign * given);
}
