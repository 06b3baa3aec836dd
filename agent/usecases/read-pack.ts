import { readCardNumber } from '../domain/cards/card-number.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import { numbersBetween } from '../domain/cards/number-run.ts';
import { maxPackCards } from '../domain/operations/card-operations.ts';
import { refuse, type Refusal } from './outcome.ts';
import { readCard } from './read-card.ts';
import type { CardWish } from './change-card.ts';

/** One card, or a pack from the first to the last, as they were scanned or typed. */
export type PackWish = Omit<CardWish, 'cardNumber'> & ({ readonly cardNumber: string } | { readonly first: string; readonly last: string });

export type PackRead = { ok: true; numbers: readonly string[] } | Refusal<'card-number-wrong' | 'pack-too-large' | 'pack-not-consecutive'>;

/** The numbers of the cards, full and in their order. */
export function readPack(compiled: CompiledBundle, wish: PackWish): PackRead {
  if ('cardNumber' in wish) {
    const read = readCard(compiled, wish.cardNumber, '/cardNumber');
    return read.ok ? { ok: true, numbers: [read.number] } : read;
  }
  const first = readCard(compiled, wish.first, '/first');
  if (!first.ok) return first;
  const last = readCard(compiled, wish.last, '/last');
  if (!last.ok) return last;
  const run = numbersBetween(compiled.bundle.cardSchemes, first.number, last.number, maxPackCards);
  if (run.ok) return run;
  if (run.reason === 'too-many') return refuse('pack-too-large', `A pack has at most ${maxPackCards} cards; these are ${run.cards}. Issue it in parts.`, { maxCards: maxPackCards, cards: run.cards });
  return refuse('pack-not-consecutive', 'The first and the last card are not of one row of numbers: they are of different schemes or stores, or the last comes before the first.', { first: first.number, last: last.number });
}

/** Is this the whole number of a card of the programme? */
export function isCardNumber({ bundle }: CompiledBundle, number: string): boolean {
  const read = readCardNumber(bundle.cardSchemes, number);
  return read.ok && read.number === number;
}
