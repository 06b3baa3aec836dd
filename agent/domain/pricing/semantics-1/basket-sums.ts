import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Combination } from './combination.ts';
import { roomOf, type WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** What a promotion on the basket is computed from. */
export interface BasketSum {
  /** The lines that it may act on: goods that take no discount are not among them */
  readonly lines: readonly WorkingLine[];
  readonly leftMinor: number;
  readonly stageMinor: number;
  readonly roomMinor: number;
}

/** Adds lines up once for all promotions that select the same: of a hundred promotions on the whole basket a hundred ask the same sum. */
export class BasketSums {
  readonly #sale: WorkingSale;
  readonly #combination: Combination | undefined;
  readonly #known = new Map<readonly WorkingLine[], BasketSum>();

  constructor(sale: WorkingSale, combination: Combination | undefined) {
    this.#sale = sale;
    this.#combination = combination;
  }

  of(promotion: CompiledPromotion, gathered: readonly WorkingLine[]): BasketSum {
    const combination = this.#combination;
    const isOpen = combination === undefined || !combination.binds(promotion);
    if (!isOpen || promotion.looksAtDiscounts) {
      return basketSumOf(gathered.filter((line) => line.takesDiscounts && promotion.selects(line, this.#sale.facts) && (isOpen || combination.allows(promotion, line))));
    }
    let sum = this.#known.get(gathered);
    if (sum === undefined) {
      sum = basketSumOf(gathered.every(takesDiscounts) ? gathered : gathered.filter(takesDiscounts));
      this.#known.set(gathered, sum);
    }
    return sum;
  }

  /** Something was taken off: what was added up is no longer true. */
  forget(): void {
    this.#known.clear();
  }
}

function takesDiscounts(line: WorkingLine): boolean {
  return line.takesDiscounts;
}

export function basketSumOf(lines: readonly WorkingLine[]): BasketSum {
  let leftMinor = 0;
  let stageMinor = 0;
  let roomMinor = 0;
  for (const line of lines) {
    leftMinor += line.leftMinor;
    stageMinor += line.stageMinor;
    roomMinor += roomOf(line);
  }
  return { lines, leftMinor, stageMinor, roomMinor };
}
