import type { SaleCommitted } from '../domain/operations/operation.ts';
import type { MayRedeem } from '../domain/pricing/priced-sale.ts';
import type { Journal } from '../ports/journal.ts';

/** Longer than any day of any zone. */
export const lookBackMs = 48 * 3_600_000;

/** What an own sale took that the programme limits by the day. */
export interface DaySale {
  readonly accountId?: string;
  /** Points that the risk policy let go */
  readonly riskPoints: number;
  /** One-time coupons and promotions with a limit per customer that acted */
  readonly onceUses: number;
  readonly mayRedeem?: MayRedeem;
}

export interface DaySales {
  /** Own sales of that day in the store's zone, those alone that took any of it. Each operation is read once; the first call after a start begins two days back. */
  of(localDate: string, atMs: number): readonly DaySale[];
}

export function createDaySales(journal: Pick<Journal, 'head' | 'operation'>): DaySales {
  let readSeq: number | undefined;
  let found: (DaySale & { localDate: string })[] = [];
  return {
    of: (localDate, atMs) => {
      const head = journal.head().seq;
      readSeq ??= lastBefore(journal, head, atMs - lookBackMs);
      while (readSeq < head) {
        readSeq += 1;
        found.push(...takenAt(journal, readSeq));
      }
      found = found.filter((sale) => sale.localDate >= localDate);
      return found.filter((sale) => sale.localDate === localDate);
    },
  };
}

/** The newest operation that is too old to matter. One with a doubtful time says nothing of those before it. */
export function lastBefore(journal: Pick<Journal, 'operation'>, head: number, atMs: number): number {
  for (let seq = head; seq > 0; seq -= 1) {
    const stored = journal.operation(seq);
    // What is not there was archived, weeks ago.
    if (stored === undefined || (stored.clock !== 'suspect' && stored.atMs < atMs)) return seq;
  }
  return 0;
}

/** Most sales take nothing of it: their text need not be parsed. */
function takenAt(journal: Pick<Journal, 'operation'>, seq: number): (DaySale & { localDate: string })[] {
  const stored = journal.operation(seq);
  if (stored?.kind !== 'sale-committed') return [];
  if (!stored.payload.includes('"riskPoints":') && !stored.payload.includes('"counts":{')) return [];
  // Its own journal is what this till wrote and checked.
  const { time, accountId, redemption, counts = {}, mayRedeem } = JSON.parse(stored.payload) as SaleCommitted;
  return [{
    localDate: time.localDate,
    riskPoints: redemption?.riskPoints ?? 0,
    onceUses: (counts.coupons?.length ?? 0) + (counts.usage?.length ?? 0),
    ...(accountId === undefined ? {} : { accountId }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
  }];
}
