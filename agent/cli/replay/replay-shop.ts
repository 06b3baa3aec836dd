import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import type { Card, CardState } from '../../domain/cards/card.ts';
import type { ShownCard } from './planned-event.ts';
import type { Random } from './random.ts';

/** The shop that the central begins with, and what the driver needs to know of it. */
export interface ReplayShop {
  /** Holds bundle.json and customers.json */
  folder: string;
  storeIds: readonly string[];
  accounts: readonly ShopAccount[];
  /** How the customer of a receipt is shown to the till; undefined where the receipt's customer has no card. */
  readonly showCard: (customer: string, random: Random) => ShownCard | undefined;
}

/** Cards that no sale counts for. */
const deadStates: readonly CardState[] = ['blocked', 'replaced'];

export function isUsable({ state }: Card): boolean {
  return !deadStates.includes(state);
}

/** The account of every code that a customer can show, by card number and by short form; without the cards that no sale counts for. */
export function accountsByCode(accounts: readonly ShopAccount[]): Map<string, string> {
  const usable = accounts.flatMap(({ accountId, cards }) => cards.filter(isUsable).map(({ number }) => ({ accountId, number })));
  return new Map(usable.flatMap(({ accountId, number }) => [[number, accountId], [shortForm(number), accountId]]));
}

/** Cashiers type the short form now and then: store and serial, without prefix and check digit. */
const typedShare = 0.1;
const prefixDigits = 6;
const shortDigits = 6;

/** Most cards are scanned, some typed. */
export function shown(cardNumber: string, random: Random): ShownCard {
  if (!random.chance(typedShare)) return { code: cardNumber, identifiedBy: 'scan' };
  return { code: shortForm(cardNumber), identifiedBy: 'typed' };
}

function shortForm(cardNumber: string): string {
  return cardNumber.slice(prefixDigits, prefixDigits + shortDigits);
}
