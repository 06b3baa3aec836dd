import { readOperation } from '../domain/operations/read-operation.ts';
import type { LastOperation } from '../domain/customer/last-operation.ts';
import { shownOperation, withOperation } from '../domain/customer/last-operations.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import { cardsOfAccount, type CardOfAccount } from './cards-of-account.ts';
import { cardInForce } from './card-in-force.ts';
import { cardUnknown } from './card-outcome.ts';
import { customerNow, type CustomerNow } from './customer-state.ts';
import { isRegistered } from './is-registered.ts';
import { notReady, type Refusal } from './outcome.ts';
import { readCard } from './read-card.ts';
import { redeemableNow } from './redeemable-now.ts';
import type { Till } from './till.ts';

export interface ShownCard {
  readonly compiled: CompiledBundle;
  readonly found: CustomerNow;
  /** What could be spent now; 0 where the card may not */
  readonly spendablePoints: number;
  /** The card that stands in its place now, where it was replaced */
  readonly replacedBy?: string;
  readonly isRegistered: boolean;
  /** All cards of the customer but this one */
  readonly otherCards: readonly CardOfAccount[];
  /** The newest first, three at most: sales and returns at this till, and what the centre told of others */
  readonly lastOperations: readonly LastOperation[];
}

/** A card as a person asks for it: blocked and replaced ones are shown too. The same block list as at the cash desk counts. */
export function showCard(till: Till, code: string): ({ ok: true } & ShownCard) | Refusal<'not-ready' | 'card-number-wrong' | 'card-unknown'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const read = readCard(compiled, code, '/number');
  if (!read.ok) return read;
  const found = customerNow(till, read.number);
  if (found === undefined) return cardUnknown(read.number);
  const { may } = redeemableNow(till, compiled, { customer: found });
  const spendablePoints = found.state.card.state === 'active' ? Math.max(0, may?.points ?? found.state.availablePoints) : 0;
  const otherCards = cardsOfAccount(till, found).filter(({ card }) => card.number !== read.number);
  const replacedBy = cardInForce(till, found.card);
  return { ok: true, compiled, found, ...(replacedBy === undefined ? {} : { replacedBy }), spendablePoints, otherCards, isRegistered: isRegistered(till.journal, compiled.bundle, found), lastOperations: lastOf(till, found) };
}

function lastOf(till: Till, { account, through }: CustomerNow): LastOperation[] {
  const ids = [account.accountId, ...(account.mergedIds ?? [])];
  const own = ids.flatMap((id) => till.journal.operationsOfAccount(id, through)).flatMap((stored) => {
    const read = readOperation(stored);
    return read.ok ? shownOperation(stored.opId, read.body) : [];
  });
  return withOperation(account.lastOperations ?? [], own);
}
