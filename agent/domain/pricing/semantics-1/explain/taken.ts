import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { inOrderGiven } from '../given.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';

interface OnLine {
  readonly promotion: CompiledPromotion;
  readonly amountMinor: number;
}

/** What the promotions of the bundle had taken off the lines at some moment, in the order of application. What an order brought along is not among it. */
export class Taken {
  /** The promotions that took something, in the order of application */
  readonly promotions: readonly CompiledPromotion[];
  readonly #byLine: readonly (readonly OnLine[])[];

  constructor({ lines, compiled }: WorkingSale) {
    this.#byLine = lines.map(({ given }) => inOrderGiven(given).map(({ ordinal, amountMinor }) => ({ promotion: compiled.promotions.at(ordinal), amountMinor })));
    this.promotions = [...new Set(this.#byLine.flat().map(({ promotion }) => promotion))].sort((a, b) => a.ordinal - b.ordinal);
  }

  on(line: WorkingLine): readonly OnLine[] {
    return this.#byLine[line.index] ?? [];
  }

  by(promotion: CompiledPromotion, line: WorkingLine): number {
    return this.on(line).find((one) => one.promotion === promotion)?.amountMinor ?? 0;
  }

  inAll(promotion: CompiledPromotion): number {
    let sumMinor = 0;
    for (const ofLine of this.#byLine) for (const one of ofLine) if (one.promotion === promotion) sumMinor += one.amountMinor;
    return sumMinor;
  }

  get sumMinor(): number {
    let sumMinor = 0;
    for (const ofLine of this.#byLine) for (const { amountMinor } of ofLine) sumMinor += amountMinor;
    return sumMinor;
  }
}
