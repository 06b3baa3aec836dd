import type { BlockLevel, BlockReason } from '../domain/cards/account-card.ts';
import { changeCard, type CardWish } from './change-card.ts';
import type { CardOutcome } from './card-outcome.ts';
import type { CardTill } from './journal-cards.ts';

/** One more block on a card, named by its operation: nothing is earned or spent with it (`blocked`), or nothing spent (`restricted`). */
export function blockCard(till: CardTill, wish: CardWish & { readonly level: BlockLevel; readonly reason: BlockReason; readonly note?: string }): CardOutcome {
  const { level, reason, note } = wish;
  return changeCard(till, wish, ({ action }) => ({ kind: 'card-blocked', schema: 1, payload: { ...action, level, reason, ...(note === undefined ? {} : { note }) } }));
}
