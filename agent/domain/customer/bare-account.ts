import { leasedOf, pointsIn } from '../ledger/move-lots.ts';
import type { Account } from './account.ts';

/** An account that is nothing but this card: nobody bought by it, nobody is known behind it, no other card leads to it. Such a card may move to another account. */
export function isBare({ availablePoints, pending = [], holds, purchases = 0, cards, registeredWith = [], phone, mergedIds, ...account }: Account, cardNumber: string): boolean {
  const hasPoints = availablePoints !== 0 || pointsIn(pending) > 0 || holds.length > 0 || leasedOf(account) > 0;
  return !hasPoints && purchases === 0 && registeredWith.length === 0 && phone === undefined && mergedIds === undefined && cards.every(({ number }) => number === cardNumber);
}
