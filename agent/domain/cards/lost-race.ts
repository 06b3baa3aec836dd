import { cardFaults, type CardFault } from './judge-card.ts';

const prefix = 'card-race-lost-';

/** Why the centre parks an operation on a card that another store's operation overruled. Stable. */
export type CardRaceReason = `card-race-lost-${CardFault}`;

export function raceReason(fault: CardFault): CardRaceReason {
  return `${prefix}${fault}`;
}

/** What it was lost to; undefined where this is another reason. */
export function lostTo(reason: string): CardFault | undefined {
  return cardFaults.find((fault) => reason === raceReason(fault));
}
