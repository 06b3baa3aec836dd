import Type from 'typebox';
import { Digits, Id, Strict } from '../scalars.ts';
import { Card, type CardState } from './card.ts';

export const CardNumber = Digits(6, 20);

export const CardForm = Type.Union([Type.Literal('plastic'), Type.Literal('virtual')]);
export type CardForm = Type.Static<typeof CardForm>;

/** What a block takes away: all (`blocked`), or spending alone (`restricted`). */
export const BlockLevel = Type.Union([Type.Literal('blocked'), Type.Literal('restricted')]);
export type BlockLevel = Type.Static<typeof BlockLevel>;

/** `lost` and `stolen` are about the card, so that it may still be replaced; the others are about its customer. */
export const BlockReason = Type.Union([Type.Literal('lost'), Type.Literal('stolen'), Type.Literal('fraud'), Type.Literal('customer-wish'), Type.Literal('other')]);
export type BlockReason = Type.Static<typeof BlockReason>;

/** A block in force. It is named by the operation that made it, and only an `unblock` that names it lifts it. */
export const CardBlock = Strict({ blockOpId: Id, level: BlockLevel, reason: BlockReason });
export type CardBlock = Type.Static<typeof CardBlock>;

/** A card as the centre tells of it: its state, and what that comes from. */
export const AccountCard = Strict({
  ...Card.properties,
  /** It was never activated, whatever its state says */
  neverActivated: Type.Optional(Type.Literal(true)),
  /** The card that took its place; absent also where nobody knows which one did */
  replacedBy: Type.Optional(CardNumber),
  /** Blocks in force, the oldest first */
  blocks: Type.Optional(Type.Array(CardBlock)),
});
export type AccountCard = Type.Static<typeof AccountCard>;

/** A card with all that its next operation depends on. */
export interface FoldedCard {
  readonly number: string;
  readonly accountId: string;
  readonly isActivated: boolean;
  readonly blocks: readonly CardBlock[];
  readonly isReplaced: boolean;
  readonly replacedBy?: string;
  /** It was given to its account by hand and moves to no other */
  readonly isBound: boolean;
}

/** replaced before blocked before restricted: the strictest of what is in force. */
export function stateOf({ isReplaced, blocks, isActivated }: FoldedCard): CardState {
  if (isReplaced) return 'replaced';
  if (blocks.some(({ level }) => level === 'blocked')) return 'blocked';
  if (blocks.length > 0) return 'restricted';
  return isActivated ? 'active' : 'issued';
}

export function toldCard(card: FoldedCard): AccountCard {
  const { number, isActivated, blocks, replacedBy } = card;
  return {
    number,
    state: stateOf(card),
    ...(isActivated ? {} : { neverActivated: true }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    ...(blocks.length === 0 ? {} : { blocks: [...blocks] }),
  };
}

/** The card as it was told. A blocked one that came without its blocks (an imported card base) has one that is named after the card. */
export function foldedFrom({ number, state, neverActivated, replacedBy, blocks }: AccountCard, accountId: string): FoldedCard {
  const inForce = blocks ?? (state === 'blocked' || state === 'restricted' ? [{ blockOpId: `opening:${number}`, level: state, reason: 'other' as const }] : []);
  return {
    number, accountId, blocks: inForce, isBound: false,
    isActivated: state !== 'issued' && neverActivated !== true,
    isReplaced: state === 'replaced',
    ...(replacedBy === undefined ? {} : { replacedBy }),
  };
}
