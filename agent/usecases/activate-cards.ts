import { judgeCard } from '../domain/cards/judge-card.ts';
import type { CardBody } from '../domain/operations/card-operations.ts';
import { isRegistered } from './is-registered.ts';
import { alreadyDone, refusalOf, type CardOutcome } from './card-outcome.ts';
import { cardsNow } from './cards-now.ts';
import { actionAt, journalCards, type CardTill } from './journal-cards.ts';
import { notReady, refuse } from './outcome.ts';
import { readPack, type PackWish } from './read-pack.ts';

/** Lets cards spend that only earned: one, or a pack of them. All of them or none. */
export function activateCards(till: CardTill, wish: PackWish): CardOutcome {
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
    if (judged !== 'goes' && judged !== 'done' && !(judged === 'unknown' && !till.authority.standing().isReachable)) return refusalOf(judged, cardNumber, card);
    const needsAnswers = compiled.bundle.questionnaire?.requiredForActivation === true;
    if (needsAnswers && card !== undefined && !isRegistered(till, card.accountId)) {
      return refuse('registration-required', 'This programme lets a card spend only after its customer was registered: take the questionnaire first.', { cardNumber, accountId: card.accountId });
    }
    bodies.push(body);
  }
  return journalCards(till, bodies, wish.remember);
}
