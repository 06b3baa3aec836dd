import { actionBy } from './operators/action-by.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CardBody } from '../domain/operations/card-operations.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { CardOutcome, RememberCards } from './card-outcome.ts';
import type { Till } from './till.ts';

/** What these use cases need of a till. */
export type CardTill = Pick<Till, 'tillId' | 'storeId' | 'clock' | 'ids' | 'journal' | 'cache' | 'meta' | 'authority' | 'activeBundle'>;

/** What every card operation begins with: where, when and by whom. */
export function actionAt(till: CardTill, compiled: CompiledBundle, by: Actor | undefined) {
  return { ...actionBy(till, compiled, by).fields, effects: [] };
}

/** Appends all of these in one transaction, with the answer that is kept for a repeat. */
export function journalCards(till: CardTill, bodies: readonly CardBody[], remember: RememberCards | undefined, poolId?: string): CardOutcome<never> {
  const drafts = bodies.map((body): OperationDraft => ({ ...body, opId: till.ids.next() }));
  const cardNumbers = [...new Set(bodies.map(({ payload }) => payload.cardNumber))];
  const done = { cardNumbers, ...(poolId === undefined ? {} : { poolId }) };
  const appended = till.journal.append(drafts, till.clock.now(), (written) => (remember === undefined ? {} : { idempotent: remember({ ...done, appended: written }) }));
  return { ok: true, ...done, appended };
}
