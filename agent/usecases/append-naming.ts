import type { StoredOperation } from '../domain/operations/operation.ts';
import type { TrustedNow } from '../ports/clock.ts';
import type { Journal, OperationDraft, TillChanges } from '../ports/journal.ts';

/** Where an operation lies in the journal. */
export interface Place {
  seq: number;
  opId: string;
  hash: string;
}

/**
 * Appends `before` and then `operation`, and with them a record that names where the operation lies.
 * `make` is called inside the transaction, once its place is known, and those of the operations before it.
 */
export function appendNaming<Result>(
  journal: Journal,
  before: readonly OperationDraft[],
  operation: OperationDraft,
  now: TrustedNow,
  make: (place: Place, before: readonly Place[]) => { result: Result; changes: TillChanges },
): Result {
  let made: { result: Result } | undefined;
  journal.append([...before, operation], now, (appended) => {
    const last = appended.at(-1);
    if (last === undefined || last.opId !== operation.opId) throw new Error('the journal did not append the operation last');
    const { result, changes } = make(placeOf(last), appended.slice(0, -1).map(placeOf));
    made = { result };
    return changes;
  });
  if (made === undefined) throw new Error('the journal did not ask for the changes');
  return made.result;
}

function placeOf({ seq, opId, hash }: StoredOperation): Place {
  return { seq, opId, hash };
}
