import { readOperation } from '../../domain/operations/read-operation.ts';
import type { TillFigures } from '../../domain/operations/desk-operations.ts';
import type { Effect } from '../../domain/operations/effect.ts';
import type { OperationBody, StoredOperation } from '../../domain/operations/operation.ts';

/** What operations come to. */
export interface SpanFigures extends TillFigures {
  readonly pointsEarned: number;
  readonly spent: { allowancePoints: number; riskPoints: number };
  /** Operations of the card's life: issued, activated, blocked, … */
  readonly cards: number;
  readonly customers: number;
}

export function figuresOf(operations: Iterable<StoredOperation>): SpanFigures {
  const sum = { operations: 0, sales: { count: 0, payableMinor: 0 }, returns: { count: 0, refundMinor: 0 }, pointsEarned: 0, spent: { allowancePoints: 0, riskPoints: 0 }, cards: 0, customers: 0 };
  const buckets = new Map<Effect['bucket'], number>();
  for (const stored of operations) {
    sum.operations += 1;
    if (stored.kind.startsWith('card')) sum.cards += 1;
    if (stored.kind.startsWith('customer-')) sum.customers += 1;
    const read = readOperation(stored);
    if (!read.ok) continue;
    addTrade(sum, read.body);
    for (const { bucket, points } of effectsOf(read.body)) buckets.set(bucket, (buckets.get(bucket) ?? 0) + points);
  }
  const posted = [...buckets].filter(([, points]) => points !== 0).map(([bucket, points]) => ({ bucket, points }));
  return { ...sum, buckets: posted.toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1)) };
}

type Trade = Pick<SpanFigures, 'sales' | 'returns' | 'spent'> & { pointsEarned: number };

function addTrade(sum: Trade, body: OperationBody): void {
  if (body.kind === 'sale-committed') {
    const { result, redemption } = body.payload;
    sum.sales.count += 1;
    sum.sales.payableMinor += result.payableMinor;
    sum.pointsEarned += result.pointsEarned;
    sum.spent.allowancePoints += redemption?.allowance?.points ?? 0;
    sum.spent.riskPoints += redemption?.riskPoints ?? 0;
  }
  if (body.kind === 'return-committed') {
    sum.returns.count += 1;
    sum.returns.refundMinor += body.payload.result.refundMinor;
  }
}

/** As the view `audit_ledger` reads them: postings of an operation that names an account. */
function effectsOf({ payload }: OperationBody): readonly Effect[] {
  return 'effects' in payload && 'accountId' in payload && payload.accountId !== undefined ? payload.effects : [];
}

/** What of the figures an operation records. */
export function recordedFigures({ operations, sales, returns, buckets }: TillFigures): TillFigures {
  return { operations, sales, returns, buckets };
}
