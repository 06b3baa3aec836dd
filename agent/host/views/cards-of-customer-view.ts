import { stateOf, toldCard } from '../../domain/cards/account-card.ts';
import type { CardsOfCustomer, CardView } from '../../contract/card.ts';
import type { CardOfAccount } from '../../usecases/cards-of-account.ts';

/** A card for whoever only has to tell it from others. */
export function maskedCard({ card, isTentative }: CardOfAccount): CardView['otherCards'][number] {
  return { card: endingOf(card.number), state: stateOf(card), ...(isTentative ? { tentative: true } : {}) };
}

/** @param isWhole with numbers that somebody could use */
export function cardOfCustomer(one: CardOfAccount, isWhole: boolean): CardsOfCustomer['cards'][number] {
  const { blocks, replacedBy } = toldCard(one.card);
  return {
    ...maskedCard(one),
    ...(isWhole ? { cardNumber: one.card.number } : {}),
    ...(blocks === undefined ? {} : { blocks }),
    ...(replacedBy === undefined ? {} : { replacedBy: isWhole ? replacedBy : endingOf(replacedBy) }),
  };
}

export function endingOf(cardNumber: string): string {
  return `•••• ${cardNumber.slice(-4)}`;
}
