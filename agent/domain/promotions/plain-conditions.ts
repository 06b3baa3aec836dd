import { dateKey } from '../time/calendar.ts';
import type { Condition } from './condition.ts';
import type { SaleFacts } from './sale-facts.ts';

/** What promotions ask for most often, as numbers. */
export interface PlainCondition {
  /** From (included) to (included), as date keys */
  fromDay: number;
  toDay: number;
  /** From (included) to (excluded); over midnight where from > to */
  fromMinute: number;
  toMinute: number;
  /** A bit for each ISO weekday, and one for each tier (`TierBits`) */
  bits: number;
  /** Of all goods, before discounts */
  fromGrossMinor: number;
}

/** Rows are of 32 bits (`PromotionsOfTurn`) */
const largestNumber = 2 ** 31 - 1;
const allDays = 0b1111_1110;
const firstTierBit = 8;
/** Customers of no tier that has a bit, and nobody at all */
const restBit = 1 << 30;
const allTiers = 0x7fff_ff00;

/** Tiers of a bundle as bits. It may have more than there are bits: those after the 22nd have none, and a condition that names one of them is asked in the usual way. */
export class TierBits {
  readonly #bits: ReadonlyMap<string, number>;

  constructor(tiers: readonly { readonly id: string }[]) {
    this.#bits = new Map(tiers.slice(0, 22).map(({ id }, index) => [id, 1 << (firstTierBit + index)]));
  }

  /** @param tier undefined: nobody showed a card */
  of(tier: string | undefined): number {
    return (tier === undefined ? undefined : this.#bits.get(tier)) ?? restBit;
  }

  /** Undefined where one of them has no bit */
  ofAll(tiers: readonly string[]): number | undefined {
    let all = 0;
    for (const tier of tiers) {
      const bit = this.#bits.get(tier);
      if (bit === undefined) return undefined;
      all |= bit;
    }
    return all;
  }
}

/** Does what is plain hold? `PromotionsOfTurn` says the same of many. */
export function holdsPlainly({ fromDay, toDay, fromMinute, toMinute, bits, fromGrossMinor }: PlainCondition, { dateKey: today, time: { minuteOfDay }, plainBits, goodsGrossMinor }: SaleFacts): boolean {
  return fromDay <= today && today <= toDay && (bits & plainBits) === plainBits && fromGrossMinor <= goodsGrossMinor && isBetween(minuteOfDay, fromMinute, toMinute);
}

/** `plainBits` of a sale. @param weekday ISO */
export function plainBitsOf(weekday: number, tierBit: number): number {
  return (1 << weekday) | tierBit;
}

export function isBetween(minuteOfDay: number, from: number, to: number): boolean {
  return from <= to ? from <= minuteOfDay && minuteOfDay < to : from <= minuteOfDay || minuteOfDay < to;
}

/** Divides a condition into what of it fits one row of the table, and the rest: it holds where both do. */
export function dividePlain(condition: Condition, tierBits: TierBits): { plain: PlainCondition; rest: Condition } {
  const plain: PlainCondition = { fromDay: 0, toDay: 9999_12_31, fromMinute: 0, toMinute: 1440, bits: allDays | allTiers, fromGrossMinor: 0 };
  if (condition.kind !== 'all') return isTakenIn(condition, plain, tierBits) ? { plain, rest: nothingMore } : { plain, rest: condition };
  let rest: Condition[] | undefined;
  for (const part of condition.of) if (!isTakenIn(part, plain, tierBits)) rest = rest === undefined ? [part] : [...rest, part];
  if (rest === undefined) return { plain, rest: nothingMore };
  const [only] = rest;
  return { plain, rest: only !== undefined && rest.length === 1 ? only : { kind: 'all', of: rest } };
}

/** A condition that always holds. */
export const nothingMore: Condition = { kind: 'all', of: [] };

function isTakenIn(condition: Condition, plain: PlainCondition, tierBits: TierBits): boolean {
  switch (condition.kind) {
    case 'period':
      plain.fromDay = Math.max(plain.fromDay, dateKey(condition.from));
      plain.toDay = Math.min(plain.toDay, dateKey(condition.to));
      return true;
    case 'weekdays':
      plain.bits &= allTiers | condition.days.reduce((bits, day) => bits | (1 << day), 0);
      return true;
    case 'hours':
      // Two ranges of hours do not always make one.
      if (plain.fromMinute !== 0 || plain.toMinute !== 1440) return false;
      plain.fromMinute = condition.fromMinute;
      plain.toMinute = condition.toMinute;
      return true;
    case 'tier': {
      const bits = tierBits.ofAll(condition.tiers);
      if (bits === undefined) return false;
      plain.bits &= allDays | bits;
      return true;
    }
    case 'basket-sum':
      if (condition.of === 'net' || condition.goods.kind !== 'all' || condition.maxMinor !== undefined || condition.minMinor > largestNumber) return false;
      plain.fromGrossMinor = Math.max(plain.fromGrossMinor, condition.minMinor);
      return true;
    case 'all':
    case 'any':
    case 'birthday':
    case 'card':
    case 'card-scheme':
    case 'channel':
    case 'coupon':
    case 'distinct':
    case 'external':
    case 'favourite':
    case 'flag':
    case 'not':
    case 'payment':
    case 'personal-offer':
    case 'purchase':
    case 'quantity':
    case 'region':
    case 'segment':
    case 'store':
    case 'tenure':
    case 'till':
    default:
      return false;
  }
}
