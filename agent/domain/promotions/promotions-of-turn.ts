import type { CompiledPromotion } from './compiled-promotion.ts';
import { isBetween } from './plain-conditions.ts';
import { RowRoom } from './row-room.ts';
import type { SaleFacts } from './sale-facts.ts';

/** Of each promotion: its period, its hours, its bits and its sum (`PlainCondition`), its place in the order of application, its percentage, its group. */
const numbersEach = 8;

/**
 * The promotions of one turn that may concern a good, or any good, in the order of application. What is plain of them stands in a run of numbers: for whom and when each holds, and what most of
 * them take off. Those are never looked at themselves: each of ten thousand lies far away, and most of the time of pricing is waiting for memory.
 */
export class PromotionsOfTurn {
  readonly promotions: readonly CompiledPromotion[];
  /** How many they are */
  readonly length: number;
  /** Place by place, from `#from` */
  readonly #numbers: Int32Array;
  readonly #from: number;

  /** @param room where the numbers lie; by themselves where none is named */
  constructor(promotions: readonly CompiledPromotion[], room = new RowRoom()) {
    this.promotions = promotions;
    this.length = promotions.length;
    const { piece, from } = room.take(promotions.length * numbersEach);
    this.#numbers = piece;
    this.#from = from;
    for (const [place, promotion] of promotions.entries()) {
      const { fromDay, toDay, fromMinute, toMinute, bits, fromGrossMinor } = promotion.plain;
      // Minutes of a day need eleven bits.
      piece.set([fromDay, toDay, (toMinute << 11) | fromMinute, bits, fromGrossMinor, promotion.ordinal, percentOf(promotion), rivalsOf(promotion)], from + place * numbersEach);
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

  /** What the promotion takes off a whole line wherever it holds plainly, in basis points; below zero where more of it must be asked. */
  percentAt(place: number): number {
    return this.#numbers[this.#from + place * numbersEach + 6] ?? 0;
  }

  /** A number of the group that takes one promotion only: below zero where it is the first, above where it is the best. 0: each acts by itself. */
  rivalsAt(place: number): number {
    return this.#numbers[this.#from + place * numbersEach + 7] ?? 0;
  }
}

function percentOf({ wholePercent, isUnconditional, isStatic }: CompiledPromotion): number {
  return wholePercent !== undefined && isUnconditional && isStatic ? wholePercent : -1;
}

function rivalsOf({ group: { mode, index } }: CompiledPromotion): number {
  if (mode === 'stack') return 0;
  return mode === 'best' ? index + 1 : -1 - index;
}
