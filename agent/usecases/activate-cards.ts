import { judgeCard } from '../domain/cards/judge-card.ts';
import type { CardBody } from '../domain/operations/card-operations.ts';
import { activationFault } from '../domain/customer/registration.ts';
import { accountNow } from './customer-state.ts';
import { alreadyDone, refusalOf, type CardOutcome } from './card-outcome.ts';
import { cardInForce } from './card-in-force.ts';
import { cardsNow } from './cards-now.ts';
import { actionAt, journalCards } from './journal-cards.ts';
import { notReady, refuse } from './outcome.ts';
import { readPack, type PackWish } from './read-pack.ts';
import type { Till } from './till.ts';

/** Lets cards spend that only earned: one, or a pack of them. All of them or none. */
export function activateCards(till: Till, wish: PackWish): CardOutcome {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const pack = readPack(compiled, wish);
  if (!pack.ok) return pack;
  const { cards } = cardsNow(till, pack.numbers);
  const action = actionAt(till, compiled, wish.by);
  const bodies: CardBody[] = [];
  for (const cardNumber of pack.numbers) {
    const card = cards.get(cardNumber);
    const body = { kind: 'card-activated' as const, schema: 1 as const, payload: { ...action, cardNumber, ...(card === undefined ? {} : { accountId: card.accountId }) } };
    const judged = judgeCard(cards, body);
    if (judged === 'done' && card !== undefined) return alreadyDone(card);
    if (judged !== 'goes' && judged !== 'done' && !(judged === 'unknown' && !till.authority.standing().isReachable)) return refusalOf(judged, cardNumber, card, card === undefined ? undefined : cardInForce(till, card));
    const missing = card === undefined ? undefined : activationFault(compiled.bundle, accountNow(till, card.accountId)?.account ?? {});
    if (card !== undefined && missing !== undefined) {
      return refuse('registration-required', 'This programme lets a card spend only after its customer was registered: take the questionnaire first, and confirm the telephone where that is asked.', { cardNumber, accountId: card.accountId, missing });
    }
    bodies.push(body);
  }
  return journalCards(till, bodies, wish.remember);
}
