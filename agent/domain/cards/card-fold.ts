/**
 * A card's state is a fold over all that was ever done to it, in one order that everybody agrees on (docs/spec/cards.md):
 *
 *            issue, bind                activate
 *   (nobody) ───────────► issued ──────────────────► active
 *                            │  block (each is one more) ▲│
 *                            ▼                 unblock ││▼  the last block is lifted: back to what it was
 *                      restricted · blocked ───────────┘└
 *                            │
 *                 replace    ▼   (from any of them; from blocked only where all its blocks are about the card)
 *                        replaced ── the new card stands where the old one stood
 *
 * An operation that could not be done where it stands in the order has lost: it changes nothing, and whoever made it is told.
 */
import type { CardBody } from '../operations/card-operations.ts';
import { unreachable } from '../unreachable.ts';
import type { FoldedCard } from './account-card.ts';
import { judgeCard, type CardFault, type Cards } from './judge-card.ts';

/** An operation and its place in the order. */
export interface CardEvent {
  readonly opId: string;
  /** Trusted time of the till; of one whose clock is `suspect` when it arrived */
  readonly orderMs: number;
  readonly journalId: string;
  readonly seq: number;
  readonly body: CardBody;
}

export interface CardFold {
  readonly cards: Cards;
  /** By operation id: those that lost, and to what */
  readonly lost: ReadonlyMap<string, CardFault>;
}

/** `openings`: cards that were there before anything of this was done. Any order of the same events gives the same. */
export function foldCards(openings: readonly FoldedCard[], events: readonly CardEvent[]): CardFold {
  return foldInOrder(openings, inOrder(events));
}

/** By time, then journal and seq; but one journal's own order stands, and what lifts a block never comes before it, whatever the clocks said. */
export function inOrder(all: readonly CardEvent[]): CardEvent[] {
  const sorted = neverBack(all).toSorted(compare);
  const blocks = new Map(sorted.map((event) => [event.opId, event]));
  const held = new Map<string, CardEvent[]>();
  const free: CardEvent[] = [];
  for (const event of sorted) {
    const block = event.body.kind === 'card-unblocked' ? blocks.get(event.body.payload.blockOpId) : undefined;
    if (block !== undefined && block.body.kind === 'card-blocked' && compare(event, block) < 0) held.set(block.opId, [...(held.get(block.opId) ?? []), event]);
    else free.push(event);
  }
  return free.flatMap((event) => [event, ...(held.get(event.opId) ?? [])]);
}

/** The same where the order is known: a till's own operations. */
export function foldInOrder(openings: readonly FoldedCard[], events: readonly CardEvent[]): CardFold {
  const cards = new Map(openings.map((card) => [card.number, card]));
  const lost = new Map<string, CardFault>();
  const lifted = new Set<string>();
  for (const { opId, body } of events) {
    const judged = judgeCard(cards, body, lifted);
    if (judged === 'goes') {
      for (const card of changed(cards, opId, body)) cards.set(card.number, card);
      if (body.kind === 'card-unblocked') lifted.add(body.payload.blockOpId);
    } else if (judged !== 'done') lost.set(opId, judged);
  }
  return { cards, lost };
}

/** The cards that this leaves different; it was judged to go. */
function changed(cards: Cards, opId: string, { kind, payload }: CardBody): FoldedCard[] {
  const { cardNumber: number } = payload;
  if (kind === 'card-issued') return [newCard(number, payload.accountId)];
  const card = cards.get(number);
  if (kind === 'card-bound') return [{ ...(card ?? newCard(number, payload.accountId)), accountId: payload.accountId, isBound: true }];
  if (card === undefined) return [];
  switch (kind) {
    case 'card-activated':
      return [{ ...card, isActivated: true }];
    case 'card-replaced': {
      const { newCardNumber } = payload;
      const next = cards.get(newCardNumber) ?? newCard(newCardNumber, card.accountId);
      // Another card of the same customer may be active already.
      const isActivated = card.isActivated || (next.accountId === card.accountId && next.isActivated);
      return [{ ...card, isReplaced: true, replacedBy: newCardNumber }, { ...next, accountId: card.accountId, isActivated, isBound: true }];
    }
    case 'card-blocked':
      return [{ ...card, blocks: [...card.blocks, { blockOpId: opId, level: payload.level, reason: payload.reason }] }];
    case 'card-unblocked':
      return [{ ...card, blocks: card.blocks.filter(({ blockOpId }) => blockOpId !== payload.blockOpId) }];
    default:
      return unreachable(kind);
  }
}

function newCard(number: string, accountId: string): FoldedCard {
  return { number, accountId, isActivated: false, blocks: [], isReplaced: false, isBound: false };
}

/** A clock that was set right between two operations of a till does not turn them round: the later one is as late as the earlier. */
function neverBack(events: readonly CardEvent[]): CardEvent[] {
  const latest = new Map<string, number>();
  return events.toSorted((one, other) => one.seq - other.seq).map((event) => {
    const orderMs = Math.max(event.orderMs, latest.get(event.journalId) ?? 0);
    latest.set(event.journalId, orderMs);
    return { ...event, orderMs };
  });
}

function compare(one: CardEvent, other: CardEvent): number {
  if (one.orderMs !== other.orderMs) return one.orderMs - other.orderMs;
  if (one.journalId !== other.journalId) return one.journalId < other.journalId ? -1 : 1;
  return one.seq - other.seq;
}
