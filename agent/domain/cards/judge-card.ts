import type { CardBody } from '../operations/card-operations.ts';
import { unreachable } from '../unreachable.ts';
import type { FoldedCard } from './account-card.ts';

export type Cards = ReadonlyMap<string, FoldedCard>;

/**
 * Why something cannot be done to a card as it stands.
 *   unknown      nobody has this card
 *   issued       it was issued before
 *   replaced     another card has taken its place
 *   blocked      a block in force forbids it
 *   taken        the new card cannot be this customer's
 *   bound        it belongs to another account by hand
 *   not-blocked  there is no such block
 */
export const cardFaults = ['unknown', 'issued', 'replaced', 'blocked', 'taken', 'bound', 'not-blocked'] as const;
export type CardFault = (typeof cardFaults)[number];

/** `done`: it is as wished already, and nothing changes */
export type CardJudgement = 'goes' | 'done' | CardFault;

/**
 * May this be done to these cards? The one rule of the till, which refuses what may not, and of the fold, in which it has then lost:
 * an operation wins exactly where a till that had known everything before it would have let it.
 */
export function judgeCard(cards: Cards, { kind, payload }: CardBody, lifted?: ReadonlySet<string>): CardJudgement {
  const card = cards.get(payload.cardNumber);
  if (kind === 'card-issued') return card === undefined ? 'goes' : 'issued';
  if (kind === 'card-bound') return card === undefined ? 'goes' : judgeBinding(card, payload.accountId);
  if (card === undefined) return 'unknown';
  if (card.isReplaced) return kind === 'card-replaced' && card.replacedBy === payload.newCardNumber ? 'done' : 'replaced';
  switch (kind) {
    case 'card-activated':
      if (card.blocks.length > 0) return 'blocked';
      return card.isActivated ? 'done' : 'goes';
    case 'card-replaced':
      if (!isOnlyAboutTheCard(card)) return 'blocked';
      return mayReplace(card, cards.get(payload.newCardNumber), payload.newCardNumber) ? 'goes' : 'taken';
    case 'card-blocked':
      return 'goes';
    case 'card-unblocked':
      if (card.blocks.some(({ blockOpId }) => blockOpId === payload.blockOpId)) return 'goes';
      return lifted?.has(payload.blockOpId) === true ? 'done' : 'not-blocked';
    default:
      return unreachable(kind);
  }
}

function judgeBinding(card: FoldedCard, accountId: string): CardJudgement {
  if (card.isReplaced) return 'replaced';
  if (card.blocks.length > 0) return 'blocked';
  if (card.accountId === accountId) return 'done';
  return card.isBound ? 'bound' : 'goes';
}

/** A lost card is blocked by whoever hears of it first, and replaced where the customer comes next; what is held against the customer is not got rid of by a new card. */
function isOnlyAboutTheCard({ blocks }: FoldedCard): boolean {
  return blocks.every(({ reason }) => reason === 'lost' || reason === 'stolen');
}

/** A blank, one more card of the same account, or one with an account of its own that nobody uses (which whoever asks looks at). */
function mayReplace(card: FoldedCard, next: FoldedCard | undefined, nextNumber: string): boolean {
  if (nextNumber === card.number) return false;
  if (next === undefined) return true;
  if (next.isReplaced || next.blocks.length > 0) return false;
  return next.accountId === card.accountId || !next.isBound;
}
