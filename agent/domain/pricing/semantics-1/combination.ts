import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** Promotions of which one side may act, on one line or on the receipt (`line` undefined). A promotion of no side is free. */
export interface Choice {
  readonly line: WorkingLine | undefined;
  readonly sides: readonly ReadonlySet<CompiledPromotion>[];
}

/**
 * Which promotions may act where, while a sale is priced in one way of combining them: the choices that were made beforehand, and the claims of
 * `first` groups, which go to whoever comes first.
 */
export class Combination {
  /** Where promotions lost a choice (`lossOf`): numbers, as each of many ways of combining them makes its own */
  readonly #lost = new Set<number>();
  readonly #lineCount: number;
  readonly #contested: ReadonlySet<number>;
  readonly #claimedLines = new Map<number, Set<WorkingLine>>();
  /** By group: the promotion that acted first */
  readonly #acted = new Map<number, CompiledPromotion>();

  constructor(sale: WorkingSale) {
    this.#contested = sale.compiled.contests.groups;
    this.#lineCount = sale.lines.length;
  }

  /** Lets the side (its place among the sides) win the choice; the promotions of the others are out. */
  choose({ line, sides }: Choice, winner: number): void {
    for (const [side, promotions] of sides.entries()) {
      if (side === winner) continue;
      for (const promotion of promotions) this.#lost.add(this.#lossOf(promotion, line));
    }
  }

  /** Can it be that the promotion may act on one line and not on another? */
  binds({ group }: CompiledPromotion): boolean {
    return this.#lost.size > 0 || (group.mode === 'first' && this.#contested.has(group.index));
  }

  /** May the promotion act on the line? */
  allows(promotion: CompiledPromotion, line: WorkingLine): boolean {
    if (this.#lost.size > 0 && (this.#lost.has(this.#lossOf(promotion, undefined)) || this.#lost.has(this.#lossOf(promotion, line)))) return false;
    const { group, stage } = promotion;
    if (group.mode !== 'first' || !this.#contested.has(group.index)) return true;
    const acted = this.#acted.get(group.index);
    if (acted === undefined || acted === promotion) return true;
    if (stage === 'basket' || acted.stage === 'basket') return false;
    return this.#claimedLines.get(group.index)?.has(line) !== true;
  }

  /** The promotion acted and needs these lines for itself. */
  claim(promotion: CompiledPromotion, lines: Iterable<WorkingLine>): void {
    const { mode, index } = promotion.group;
    if (mode !== 'first' || !this.#contested.has(index)) return;
    if (!this.#acted.has(index)) this.#acted.set(index, promotion);
    const claimed = this.#claimedLines.get(index) ?? new Set<WorkingLine>();
    this.#claimedLines.set(index, claimed);
    for (const line of lines) claimed.add(line);
  }

  /** The loss of a promotion on a line, or on the whole receipt. */
  #lossOf({ ordinal }: CompiledPromotion, line: WorkingLine | undefined): number {
    return ordinal * (this.#lineCount + 1) + (line === undefined ? 0 : line.index + 1);
  }
}
