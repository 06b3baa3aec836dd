import { judgeCard } from '../domain/cards/judge-card.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { FoldedCard } from '../domain/cards/account-card.ts';
import type { CardBody } from '../domain/operations/card-operations.ts';
import type { Actor } from '../domain/operators/actor.ts';
import { alreadyDone, refusalOf, type CardCode, type CardOutcome, type RememberCards } from './card-outcome.ts';
import { cardInForce } from './card-in-force.ts';
import { cardsNow, type CardsNow } from './cards-now.ts';
import { actionAt, journalCards, type CardTill } from './journal-cards.ts';
import { notReady, type Refusal } from './outcome.ts';
import { readCard } from './read-card.ts';

export interface CardWish {
  /** As it was scanned or typed */
  readonly cardNumber: string;
  readonly by?: Actor;
  readonly remember?: RememberCards;
}

export interface Known {
  readonly compiled: CompiledBundle;
  readonly number: string;
  readonly card: FoldedCard | undefined;
  readonly now: CardsNow;
  /** Beginning of the operation */
  readonly action: ReturnType<typeof actionAt> & { cardNumber: string; accountId?: string };
}

/**
 * One thing done to one card that exists: read, judged by the rule that the centre folds by, journalled. A card that this till does not know may be known
 * elsewhere: while nobody can be asked it is taken, and the centre settles it.
 */
export function changeCard<Code extends CardCode>(
  till: CardTill,
  { cardNumber, by, remember }: CardWish,
  make: (known: Known) => CardBody | Refusal<Code>,
  linked: readonly string[] = [],
): CardOutcome<Code | CardCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const read = readCard(compiled, cardNumber, '/cardNumber');
  if (!read.ok) return read;
  const { number } = read;
  const now = cardsNow(till, [number, ...linked]);
  const card = now.cards.get(number);
  const ofAccount = card === undefined ? {} : { accountId: card.accountId };
  const body = make({ compiled, number, card, now, action: { ...actionAt(till, compiled, by), cardNumber: number, ...ofAccount } });
  if ('code' in body) return body;
  const judged = judgeCard(now.cards, body);
  if (judged === 'done' && card !== undefined) return alreadyDone(card);
  if (judged !== 'goes' && judged !== 'done' && !(judged === 'unknown' && !till.authority.standing().isReachable)) return refusalOf(judged, number, card, card === undefined ? undefined : cardInForce(till, card));
  return journalCards(till, [body], remember);
}
