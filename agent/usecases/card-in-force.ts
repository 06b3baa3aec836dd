import type { FoldedCard } from '../domain/cards/account-card.ts';
import { cardsNow, type CardReader } from './cards-now.ts';

/** The card that stands in the place of this one now: the end of the row where each was replaced by the next, as far as this till knows it. Undefined where it was not replaced. */
export function cardInForce(reader: CardReader, card: FoldedCard): string | undefined {
  const passed = new Set([card.number]);
  let last = card.replacedBy;
  while (last !== undefined && !passed.has(last)) {
    passed.add(last);
    const next = cardsNow(reader, [last]).cards.get(last)?.replacedBy;
    if (next === undefined) break;
    last = next;
  }
  return last;
}
