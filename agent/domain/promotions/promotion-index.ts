import type { Good } from '../bundle/bundle.ts';
import { type CompiledPromotion, concernedGoods } from './compiled-promotion.ts';
import { GoodsIndex } from './goods-index.ts';
import { type Stage, stages } from './stages.ts';

/** Promotions of one stage and round. Lists of promotions are kept by turn. */
export type Turn = number;
const turnCount = stages.length * 2;

export function turnOf(stage: Stage, round: 0 | 1 = 0): Turn {
  return stages.indexOf(stage) + round * stages.length;
}

/** The promotions that may concern a good, in the order of application. Those that may concern any good are among them in the turns of the line stage only. */
export interface PromotionsOfGood {
  readonly byTurn: readonly (readonly CompiledPromotion[])[];
  /** A bit for each turn that has any */
  readonly turns: number;
}

/** Finds the promotions that may concern a line without asking all of them. */
export class PromotionIndex {
  /** Those that any good may concern */
  readonly everywhere: PromotionsOfGood;
  readonly #index = new GoodsIndex<CompiledPromotion>();
  /** Made when a good is first sold: a till sells few of the goods that the bundle knows. Unknown goods are not kept, or their number would have no bound. */
  readonly #known = new Map<Good, PromotionsOfGood>();
  readonly #pathOf: (categoryId: string) => readonly string[];
  readonly #anyLine: readonly CompiledPromotion[];
  readonly #unconcerned: PromotionsOfGood;

  constructor(promotions: readonly CompiledPromotion[], pathOf: (categoryId: string) => readonly string[]) {
    this.#pathOf = pathOf;
    for (const promotion of promotions) this.#index.add(promotion, concernedGoods(promotion.promotion));
    this.everywhere = byTurn(this.#index.everywhere);
    this.#anyLine = this.#index.everywhere.filter(({ stage }) => stage === 'line');
    this.#unconcerned = byTurn(this.#anyLine);
  }

  promotionsOf(sku: string, good: Good | undefined): PromotionsOfGood {
    if (good === undefined) return this.#find(sku, undefined);
    let found = this.#known.get(good);
    if (found === undefined) {
      found = this.#find(sku, good);
      this.#known.set(good, found);
    }
    return found;
  }

  #find(sku: string, good: Good | undefined): PromotionsOfGood {
    const candidates = this.#index.candidates(sku, good, good === undefined ? [] : this.#pathOf(good.categoryId));
    return candidates.size === 0 ? this.#unconcerned : byTurn([...candidates, ...this.#anyLine].sort((a, b) => a.ordinal - b.ordinal));
  }
}

/** `promotions` must be in the order of application. */
function byTurn(promotions: readonly CompiledPromotion[]): PromotionsOfGood {
  const lists: CompiledPromotion[][] = Array.from({ length: turnCount }, () => []);
  let turns = 0;
  for (const promotion of promotions) {
    const turn = turnOf(promotion.stage, promotion.round);
    lists[turn]?.push(promotion);
    turns |= 1 << turn;
  }
  return { byTurn: lists, turns };
}
