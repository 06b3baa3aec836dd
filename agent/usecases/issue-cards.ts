import { judgeCard } from '../domain/cards/judge-card.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CardBody } from '../domain/operations/card-operations.ts';
import { refusalOf, type CardCode, type CardOutcome } from './card-outcome.ts';
import { cardsNow } from './cards-now.ts';
import { accountKnown } from './account-known.ts';
import { actionAt, journalCards, type CardTill } from './journal-cards.ts';
import { takeNumber } from './number-pools.ts';
import { notReady, refuse, type Refusal } from './outcome.ts';
import { readPack, type PackWish } from './read-pack.ts';

interface IssueFields extends Pick<PackWish, 'by' | 'remember'> {
  /** One more card of this customer; without it each card gets an account of its own */
  readonly accountId?: string;
}
export type IssueWish = IssueFields & (({ readonly form: 'plastic' } & PackWish) | { readonly form: 'virtual' });

/** Makes cards of blanks (one, or a pack), or a virtual card of a number that the centre leased to this till. All of them or none. */
export function issueCards(till: CardTill & { readonly blockedCards: { find(number: string): unknown } }, wish: IssueWish): CardOutcome {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const numbers: Numbers | Refusal<CardCode> = wish.form === 'virtual' ? virtualNumber(till, compiled) : readPack(compiled, wish);
  if (!numbers.ok) return numbers;
  const { accountId } = wish;
  if (accountId !== undefined && numbers.numbers.length > 1) return refuse('card-other-account', 'A pack has an account for each card: issue one card to this customer.', { accountId });
  if (accountId !== undefined && !accountKnown(till, accountId)) return refuse('account-unknown', 'This till knows no such customer.', { accountId });
  const { cards } = cardsNow(till, numbers.numbers);
  const action = actionAt(till, compiled, wish.by);
  const { poolId } = numbers;
  const bodies: CardBody[] = [];
  for (const cardNumber of numbers.numbers) {
    const body = {
      kind: 'card-issued' as const, schema: 1 as const,
      payload: { ...action, cardNumber, accountId: accountId ?? till.ids.next(), form: wish.form, ...(poolId === undefined ? {} : { poolId }) },
    };
    const judged = judgeCard(cards, body);
    if (judged !== 'goes' && judged !== 'done') return refusalOf(judged, cardNumber, cards.get(cardNumber));
    // a card that the cache lacks may still have been blocked or replaced
    if (wish.form === 'plastic' && till.blockedCards.find(cardNumber) !== undefined) return refusalOf('issued', cardNumber, undefined);
    bodies.push(body);
  }
  return journalCards(till, bodies, wish.remember, poolId);
}

type Numbers = { ok: true; numbers: readonly string[]; poolId?: string };

function virtualNumber(till: CardTill, compiled: CompiledBundle): Numbers | Refusal<'number-pool-empty'> {
  const taken = takeNumber(till, compiled);
  return taken ?? refuse('number-pool-empty', 'This till has no numbers for virtual cards left, and gets new ones when it is in contact with the centre. Issue a plastic card, or try again.');
}
