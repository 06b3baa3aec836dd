import type { Good } from '../bundle/bundle.ts';
import type { GoodFacts } from '../bundle/good-facts.ts';
import type { GoodsCatalogue } from '../bundle/goods-catalogue.ts';
import { type CompiledPromotion, concernsLine } from './compiled-promotion.ts';
import type { LineFacts } from './sale-facts.ts';
import type { Promotions } from './promotions.ts';
import { type Stage, stages } from './stages.ts';
import { PromotionsOfTurn } from './promotions-of-turn.ts';
import { RowRoom } from './row-room.ts';

/** Promotions of one stage and round. Lists of promotions are kept by turn. */
export type Turn = number;
export const turnCount = stages.length * 2;

export function turnOf(stage: Stage, round: 0 | 1 = 0): Turn {
  return stages.indexOf(stage) + round * stages.length;
}

/**
 * The promotions that may concern a good, in the order of application; one whose selector never changes its mind does concern it. Those that may concern any good are among them in the turns of the
 * line stage only. It is itself the list of the first turn, the one that nearly every line asks for, and has what every line asks of its good: nothing else is fetched on the way.
 */
export class PromotionsOfGood extends PromotionsOfTurn {
  /** A bit for each turn that has any */
  readonly turns: number;
  readonly minPriceMinor: number | undefined;
  /** A delivery, say */
  readonly isService: boolean;
  readonly takesNoDiscount: boolean;
  readonly earnsNothing: boolean;
  readonly takesNoPoints: boolean;
  /** Undefined where the bundle does not know the good */
  readonly good: GoodFacts | undefined;

  constructor(good: GoodFacts | undefined, turns: number, first: readonly CompiledPromotion[], later?: PromotionsOfTurn, room?: RowRoom) {
    super(0, first, later, room);
    const { service, noDiscount, noAccrual, noRedemption, minPriceMinor } = good?.good ?? unknown;
    this.turns = turns;
    this.minPriceMinor = minPriceMinor;
    this.isService = service !== undefined;
    this.takesNoDiscount = noDiscount === true;
    this.earnsNothing = noAccrual === true;
    this.takesNoPoints = noRedemption === true;
    this.good = good;
  }
}

const unknown: Partial<Good> = {};

export function ofTurn(ofGood: PromotionsOfGood, turn: Turn): PromotionsOfTurn | undefined {
  if ((ofGood.turns & (1 << turn)) === 0) return undefined;
  let listed: PromotionsOfTurn | undefined = ofGood;
  while (listed !== undefined && listed.turn !== turn) listed = listed.next;
  return listed;
}

/** Finds the promotions that may concern a line without asking all of them. */
export class PromotionIndex {
  /**
   * Those that any good may concern, by the sum that they ask of the basket (`asksForMoreAt`); not those of the line stage, which are among the promotions of each good.
   * A chain has thresholds by the hundred, and most baskets reach few of them
   */
  readonly everywhere: PromotionsOfGood;
  readonly #promotions: Promotions;
  readonly #goods: GoodsCatalogue;
  /** By sku */
  readonly #known = new Map<string, PromotionsOfGood>();
  readonly #pathOf: (categoryId: string) => readonly string[];
  readonly #room = new RowRoom();
  readonly #anyLine: readonly CompiledPromotion[];

  constructor(promotions: Promotions, goods: GoodsCatalogue, pathOf: (categoryId: string) => readonly string[]) {
    this.#promotions = promotions;
    this.#goods = goods;
    this.#pathOf = pathOf;
    const everywhere = promotions.byGoods.everywhere.toSorted((a, b) => a.ordinal - b.ordinal).map(({ ordinal }) => promotions.at(ordinal));
    this.everywhere = byTurn(undefined, everywhere.filter(({ stage }) => stage !== 'line').sort((a, b) => a.plain.fromGrossMinor - b.plain.fromGrossMinor), this.#room);
    this.#anyLine = everywhere.filter(({ stage }) => stage === 'line');
  }

  /** Found when the good is first sold, because a till sells few of the goods that the bundle knows. */
  of(sku: string): PromotionsOfGood {
    return this.#known.get(sku) ?? this.#find(sku);
  }

  /** What is found for a good that the bundle knows is kept; unknown goods are not kept, or their number would have no bound. */
  #find(sku: string): PromotionsOfGood {
    const good = this.#goods.get(sku);
    const outlines = this.#promotions.byGoods.candidates(sku, good?.good, good === undefined ? [] : this.#pathOf(good.good.categoryId));
    const line: LineFacts = { sku, good, isService: good?.good.service !== undefined, unitPriceMinor: 0, quantityMilli: 0, grossMinor: 0, stageMinor: 0, leftMinor: 0 };
    const candidates = Array.from(outlines, ({ ordinal }) => this.#promotions.at(ordinal));
    const concerned = [...candidates, ...this.#anyLine].filter((promotion) => !promotion.isStatic || concernsLine(promotion, line, nobody));
    const found = byTurn(good, concerned.sort((a, b) => a.ordinal - b.ordinal), good === undefined ? undefined : this.#room);
    if (good !== undefined) this.#known.set(sku, found);
    return found;
  }
}

const nobody = { favourite: undefined };

/** Those of a turn stay in the order of `promotions`. */
function byTurn(good: GoodFacts | undefined, promotions: readonly CompiledPromotion[], room: RowRoom | undefined): PromotionsOfGood {
  const lists: (CompiledPromotion[] | undefined)[] = [];
  let turns = 0;
  for (const promotion of promotions) {
    const turn = turnOf(promotion.stage, promotion.round);
    // No longer than the last turn that has any: most goods have promotions of the first turn only, and lists are many.
    while (lists.length <= turn) lists.push(undefined);
    const list = lists[turn];
    if (list === undefined) lists[turn] = [promotion];
    else list.push(promotion);
    turns |= 1 << turn;
  }
  let later: PromotionsOfTurn | undefined;
  for (let turn = lists.length - 1; turn > 0; turn -= 1) {
    const list = lists[turn];
    if (list !== undefined) later = new PromotionsOfTurn(turn, list, later, room);
  }
  return new PromotionsOfGood(good, turns, lists[0] ?? [], later, room);
}
