import type { CompiledPromotion } from './compiled-promotion.ts';
import { isBetween } from './plain-conditions.ts';
import { RowRoom } from './row-room.ts';
import type { SaleFacts } from './sale-facts.ts';
import type { WholeOff } from './whole-off.ts';

/** Of each promotion: its period, its hours, its bits and its sum (`PlainCondition`), its place in the order of application, what it takes off where nothing more is asked, its group. */
const numbersEach = 8;
/** For what it takes off: nothing that stands here, but nothing more is asked either. No `WholeOff` is like it */
const plainlyElse = 4;

/**
 * The promotions of one turn that may concern a good, or any good, in the order of application. All of them is a run of numbers: which they are, for whom and when each holds, and what most of
 * them take off. Those are never looked at themselves: each of ten thousand lies far away, and most of the time of pricing is waiting for memory.
 */
export class PromotionsOfTurn {
  /** How many they are */
  readonly length: number;
  readonly turn: number;
  /** Those of the same good in the turns after this one */
  readonly next: PromotionsOfTurn | undefined;
  /** Place by place, from `#from` */
  readonly #numbers: Int32Array;
  readonly #from: number;

  /** @param room where the numbers lie; by themselves where none is named */
  constructor(turn: number, promotions: readonly CompiledPromotion[], next?: PromotionsOfTurn, room = new RowRoom()) {
    this.length = promotions.length;
    this.turn = turn;
    this.next = next;
    const { piece, from } = room.take(promotions.length * numbersEach);
    this.#numbers = piece;
    this.#from = from;
    for (const [place, promotion] of promotions.entries()) {
      const { fromDay, toDay, fromMinute, toMinute, bits, fromGrossMinor } = promotion.plain;
      // Minutes of a day need eleven bits.
      piece.set([fromDay, toDay, (toMinute << 11) | fromMinute, bits, fromGrossMinor, promotion.ordinal, offOf(promotion), rivalsOf(promotion)], from + place * numbersEach);
    }
  }

  /** Does what is plain of the promotion's condition hold? */
  holdsAt(place: number, { dateKey: today, time: { minuteOfDay }, plainBits, goodsGrossMinor }: SaleFacts): boolean {
    const numbers = this.#numbers;
    const at = this.#from + place * numbersEach;
    if (today < (numbers[at] ?? 0) || today > (numbers[at + 1] ?? 0) || ((numbers[at + 3] ?? 0) & plainBits) !== plainBits || goodsGrossMinor < (numbers[at + 4] ?? 0)) return false;
    const minutes = numbers[at + 2] ?? 0;
    return isBetween(minuteOfDay, minutes & 0x7ff, minutes >> 11);
  }

  /** Does it ask for a larger sum of goods than the sale has? */
  asksForMoreAt(place: number, { goodsGrossMinor }: SaleFacts): boolean {
    return goodsGrossMinor < (this.#numbers[this.#from + place * numbersEach + 4] ?? 0);
  }

  ordinalAt(place: number): number {
    return this.#numbers[this.#from + place * numbersEach + 5] ?? 0;
  }

  /** Of all of them */
  ordinals(): number[] {
    return Array.from({ length: this.length }, (_, place) => this.ordinalAt(place));
  }

  /** Does it act on the good wherever it holds plainly? Else more of it must be asked. */
  isPlainAt(place: number): boolean {
    return this.#offAt(place) !== 0;
  }

  /** What it takes off a whole line wherever it holds plainly; 0 where the promotion must be asked. */
  wholeOffAt(place: number): WholeOff {
    const off = this.#offAt(place);
    return off === plainlyElse ? 0 : off;
  }

  #offAt(place: number): number {
    return this.#numbers[this.#from + place * numbersEach + 6] ?? 0;
  }

  /** A number of the group that takes one promotion only: below zero where it is the first, above where it is the best. 0: each acts by itself. */
  rivalsAt(place: number): number {
    return this.#numbers[this.#from + place * numbersEach + 7] ?? 0;
  }
}

function offOf({ wholeOff, isUnconditional, isStatic }: CompiledPromotion): number {
  if (!isUnconditional || !isStatic) return 0;
  return wholeOff === 0 ? plainlyElse : wholeOff;
}

function rivalsOf({ group: { mode, index } }: CompiledPromotion): number {
  if (mode === 'stack') return 0;
  return mode === 'best' ? index + 1 : -1 - index;
}
