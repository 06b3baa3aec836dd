import type { ReplaceReason } from '../domain/operations/card-operations.ts';
import { leavesNothing } from './bind-card.ts';
import { changeCard, type CardWish } from './change-card.ts';
import type { CardOutcome } from './card-outcome.ts';
import { refuse } from './outcome.ts';
import { readCard } from './read-card.ts';
import type { Till } from './till.ts';

/** Puts a new card in the place of an old one: it leads to the same points, and the old one is refused from this moment. */
export function replaceCard(till: Till, wish: CardWish & { readonly newCardNumber: string; readonly reason: ReplaceReason; readonly note?: string }): CardOutcome {
  const compiled = till.activeBundle();
  if (compiled === undefined) return refuse('not-ready', 'This till has not yet received the loyalty programme from the centre.');
  const next = readCard(compiled, wish.newCardNumber, '/newCardNumber');
  if (!next.ok) return next;
  const { reason, note } = wish;
  return changeCard(till, wish, ({ card, now, action }) => {
    const known = now.cards.get(next.number);
    // a card that the cache lacks may still have been blocked or replaced
    const isRefused = known === undefined && till.blockedCards.find(next.number) !== undefined;
    const isAnothers = known !== undefined && card !== undefined && known.accountId !== card.accountId && !leavesNothing(till, known.accountId, known.number);
    if (isRefused || isAnothers || next.number === action.cardNumber) return { ...refuse('card-taken', 'The new card belongs to somebody else, or is refused itself. Take another one.', { cardNumber: next.number }), path: '/newCardNumber' };
    return { kind: 'card-replaced', schema: 1, payload: { ...action, newCardNumber: next.number, reason, ...(note === undefined ? {} : { note }) } };
  }, [next.number]);
}
