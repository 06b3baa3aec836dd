import type { UnblockReason } from '../domain/operations/card-operations.ts';
import { changeCard, type CardWish } from './change-card.ts';
import type { CardOutcome } from './card-outcome.ts';
import type { CardTill } from './journal-cards.ts';
import { refuse } from './outcome.ts';

/** Lifts the block that is named; where none is, the only one that there is. Others stay in force. */
export function unblockCard(till: CardTill, wish: CardWish & { readonly blockOpId?: string; readonly reason: UnblockReason; readonly note?: string }): CardOutcome {
  const { reason, note } = wish;
  return changeCard(till, wish, ({ action, card }) => {
    const blocks = card?.blocks ?? [];
    const blockOpId = wish.blockOpId ?? (blocks.length === 1 ? blocks[0]?.blockOpId : undefined);
    if (blockOpId === undefined) {
      const detail = blocks.length === 0 ? 'This card has no block.' : 'This card has several blocks: name the one that is lifted as `blockOpId`.';
      return refuse('block-unknown', detail, { cardNumber: action.cardNumber, blocks: [...blocks] });
    }
    return { kind: 'card-unblocked', schema: 1, payload: { ...action, blockOpId, reason, ...(note === undefined ? {} : { note }) } };
  });
}
