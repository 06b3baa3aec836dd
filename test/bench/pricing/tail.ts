/** What every contestant that only says which rules hit has to do afterwards, and the floor does as well: from hits to money and points. */
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import { apportion, apportionWithin, type ShareLine } from './apportion.ts';
import { baseAccrual, type FlatResult, type FlatSale, lineCapBasisPoints } from './flat.ts';
import { type FloorRule, groupKinds, offKinds } from './floor-rule.ts';

interface TailLine extends ShareLine {
  quantityMilli: number;
  grossMinor: number;
  /** The best multiplier */
  multiplier: FloorRule | undefined;
}

/** One object for all sales, one sale at a time: `begin`, then every line, then `finish`. */
export class Tail {
  /** By ordinal: the sale in which the rule last gave something */
  readonly #gaveIn: Uint32Array;
  #sale = 0;
  #applied: string[] = [];
  #lines: TailLine[] = [];

  constructor(ruleCount: number) {
    this.#gaveIn = new Uint32Array(ruleCount);
  }

  begin(): void {
    this.#sale += 1;
    this.#applied = [];
    this.#lines = [];
  }

  /** `hits` are rules that hold and hit the line, in the order of application. */
  addLine({ sku, quantityMilli, unitPriceMinor }: BasketLine, hits: readonly FloorRule[]): void {
    const grossMinor = Math.floor((quantityMilli * unitPriceMinor + 500) / 1_000);
    const line: TailLine = { sku, quantityMilli, grossMinor, leftMinor: grossMinor, roomMinor: Math.floor((grossMinor * lineCapBasisPoints) / 10_000), multiplier: undefined };
    if (hits.length > 0) this.#applyHits(line, hits);
    this.#lines.push(line);
  }

  /** `basketRules` are the rules on the basket; `applied` is in the order in which they were found, the base before its multipliers. */
  finish(basketRules: readonly FloorRule[], sale: FlatSale): FlatResult {
    let grossMinor = 0;
    let leftMinor = 0;
    for (const line of this.#lines) {
      grossMinor += line.grossMinor;
      leftMinor += line.leftMinor;
    }
    leftMinor -= this.#giveBasket(basketRules, sale, grossMinor, leftMinor);
    const points = sale.tier === undefined ? 0 : this.#earn(leftMinor);
    return { totalMinor: leftMinor, points, applied: this.#applied };
  }

  #applyHits(line: TailLine, hits: readonly FloorRule[]): void {
    let best: FloorRule | undefined;
    let bestMinor = 0;
    for (const rule of hits) {
      if (rule.groupKind === groupKinds.multiplier) {
        if (line.multiplier === undefined || rule.value > line.multiplier.value) line.multiplier = rule;
        continue;
      }
      if (best !== undefined && best.group !== rule.group) {
        this.#take(line, best, bestMinor);
        best = undefined;
        bestMinor = 0;
      }
      const offMinor = Math.min(offOf(rule, line.leftMinor, line.quantityMilli), line.roomMinor);
      if (rule.groupKind === groupKinds.stack) this.#take(line, rule, offMinor);
      else if (offMinor > bestMinor) {
        best = rule;
        bestMinor = offMinor;
      }
    }
    if (best !== undefined) this.#take(line, best, bestMinor);
  }

  #take(line: ShareLine, rule: FloorRule, amountMinor: number): void {
    if (amountMinor <= 0) return;
    line.leftMinor -= amountMinor;
    line.roomMinor -= amountMinor;
    if (this.#gaveIn[rule.ordinal] === this.#sale) return;
    this.#gaveIn[rule.ordinal] = this.#sale;
    this.#applied.push(rule.id);
  }

  /** @returns what the best rule on the basket took off */
  #giveBasket(rules: readonly FloorRule[], sale: FlatSale, grossMinor: number, leftMinor: number): number {
    let best: FloorRule | undefined;
    let bestMinor = 0;
    for (const rule of rules) {
      if (grossMinor < rule.minMinor) continue;
      const offMinor = rule.offKind === offKinds.percent ? percentOf(leftMinor, rule.value) : rule.value;
      if (offMinor <= bestMinor || !holds(rule, sale)) continue;
      best = rule;
      bestMinor = offMinor;
    }
    if (best === undefined) return 0;
    const lines = this.#lines;
    let roomMinor = 0;
    for (const line of lines) roomMinor += line.roomMinor;
    const offMinor = Math.min(bestMinor, roomMinor);
    const shares = apportionWithin(offMinor, lines, leftMinor);
    for (let index = 0; index < lines.length; index += 1) this.#take(lines[index]!, best, shares[index]!);
    return offMinor;
  }

  #earn(leftMinor: number): number {
    const lines = this.#lines;
    const base = Math.floor((leftMinor * baseAccrual.basisPoints) / (10_000 * baseAccrual.pointMinor));
    if (base === 0) return 0;
    this.#applied.push(baseAccrual.id);
    if (!lines.some((line) => line.multiplier !== undefined)) return base;
    const shares = apportion(base, lines, leftMinor);
    const multiplied = new Map<FloorRule, number>();
    for (let index = 0; index < lines.length; index += 1) {
      const rule = lines[index]!.multiplier;
      if (rule !== undefined) multiplied.set(rule, (multiplied.get(rule) ?? 0) + shares[index]!);
    }
    let points = base;
    for (const [rule, share] of multiplied) {
      const more = percentFloor(share, rule.value - 10_000);
      if (more > 0) this.#applied.push(rule.id);
      points += more;
    }
    return points;
  }
}

export function holds(rule: FloorRule, sale: FlatSale): boolean {
  return (
    sale.day >= rule.fromDay && sale.day <= rule.toDay && sale.minute >= rule.fromMinute && sale.minute < rule.toMinute &&
    (rule.weekdayBits & (1 << sale.weekday)) !== 0 && (rule.tier === undefined || rule.tier === sale.tier)
  );
}

function offOf(rule: FloorRule, leftMinor: number, quantityMilli: number): number {
  switch (rule.offKind) {
    case offKinds.percent:
      return percentOf(leftMinor, rule.value);
    case offKinds.amount:
      return Math.floor((rule.value * quantityMilli + 500) / 1_000);
    case offKinds.price:
      return leftMinor - Math.floor((rule.value * quantityMilli + 500) / 1_000);
    default: {
      const units = quantityMilli / 1_000;
      const got = Math.floor(units / (rule.buyUnits + 1));
      return Math.floor((leftMinor * rule.value * got + 5_000 * units) / (10_000 * units));
    }
  }
}

function percentOf(amountMinor: number, basisPoints: number): number {
  return Math.floor((amountMinor * basisPoints + 5_000) / 10_000);
}

function percentFloor(amount: number, basisPoints: number): number {
  return Math.floor((amount * basisPoints) / 10_000);
}
