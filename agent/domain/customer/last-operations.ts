import type { OperationBody } from '../operations/operation.ts';
import type { LastOperation } from './last-operation.ts';

/** How many of an account are kept and shown. */
export const keptOperations = 3;

/** The operation as it is shown; none where it is neither sale nor return. */
export function shownOperation(opId: string, { kind, payload }: OperationBody): LastOperation[] {
  if (kind === 'sale-committed') {
    const { time, storeId, result } = payload;
    return [{ opId, kind: 'sale', atMs: time.instantMs, storeId, amountMinor: result.payableMinor, pointsEarned: result.pointsEarned, pointsSpent: result.pointsSpent }];
  }
  if (kind !== 'return-committed') return [];
  const { time, storeId, result } = payload;
  return [{ opId, kind: 'return', atMs: time.instantMs, storeId, amountMinor: result.refundMinor, pointsEarned: result.pointsTakenBack, pointsSpent: result.pointsGivenBack }];
}

/** Those with one more, the newest first. */
export function withOperation(kept: readonly LastOperation[], next: readonly LastOperation[]): LastOperation[] {
  const others = kept.filter(({ opId }) => next.every((one) => one.opId !== opId));
  return [...others, ...next].toSorted((one, other) => other.atMs - one.atMs || (one.opId < other.opId ? -1 : 1)).slice(0, keptOperations);
}
