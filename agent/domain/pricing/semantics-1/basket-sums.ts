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

/** Adds up all goods once for all promotions on them: of a hundred promotions on the whole basket a hundred ask the same sum. */
export class BasketSums {
  readonly #sale: WorkingSale;
  readonly #combination: Combination | undefined;
  #ofAllGoods: BasketSum | undefined;

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
    return gathered === this.#sale.goodsLines ? (this.#ofAllGoods ??= openSumOf(gathered)) : openSumOf(gathered);
  }

  /** Something was taken off: what was added up is no longer true. */
  forget(): void {
    this.#ofAllGoods = undefined;
  }
}

function openSumOf(lines: readonly WorkingLine[]): BasketSum {
  return basketSumOf(lines.every(takesDiscounts) ? lines : lines.filter(takesDiscounts));
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
