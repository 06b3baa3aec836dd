import { type CompiledGroup, compilePromotion, type CompiledPromotion, concernedGoods, type PromotionContext } from './compiled-promotion.ts';
import { GoodsIndex } from './goods-index.ts';
import type { Promotion } from './promotion.ts';
import { compareOutlines, type Outline, outlineOf } from './promotion-outline.ts';

/**
 * The promotions of a bundle in the order of application: discounts by round, stage, group, priority and id; then all others by stage, group, priority and id.
 * Each is made ready when it is first asked for: a till sells few of the goods that a bundle knows, and so asks few of its promotions.
 */
export class Promotions {
  /** By ordinal */
  readonly outlines: readonly Outline[];
  /** By the goods that they may have to do with */
  readonly byGoods: GoodsIndex<Outline>;
  readonly #context: PromotionContext;
  /** By ordinal */
  readonly #compiled: (CompiledPromotion | undefined)[];
  /** By ordinal: what results tell of promotions, close together */
  readonly #ids: readonly string[];
  readonly #names: readonly Promotion['name'][];
  #ordinals: ReadonlyMap<string, number> | undefined;

  constructor(promotions: readonly Promotion[], groups: readonly CompiledGroup[], context: PromotionContext) {
    this.#context = context;
    this.byGoods = new GoodsIndex();
    const groupsById = new Map(groups.map((group) => [group.id, group]));
    // Each is looked at once, from all sides: to come back to one of ten thousand means to wait for memory.
    const outlines = promotions.map((promotion) => {
      const concerned = concernedGoods(promotion);
      const outline = outlineOf(promotion, groupOf(groupsById, promotion), concerned);
      this.byGoods.add(outline, concerned);
      return outline;
    });
    outlines.sort(compareOutlines);
    outlines.forEach((outline, ordinal) => {
      outline.ordinal = ordinal;
    });
    this.outlines = outlines;
    this.#ids = outlines.map(({ id }) => id);
    this.#names = outlines.map(({ promotion }) => promotion.name);
    this.#compiled = outlines.map(() => undefined);
  }

  /** The promotion at a place in the order of application. */
  at(ordinal: number): CompiledPromotion {
    return this.#compiled[ordinal] ?? this.#make(ordinal);
  }

  idAt(ordinal: number): string {
    return this.#ids[ordinal] ?? this.at(ordinal).id;
  }

  nameAt(ordinal: number): Promotion['name'] {
    return this.#names[ordinal] ?? this.at(ordinal).name;
  }

  find(promotionId: string): CompiledPromotion | undefined {
    this.#ordinals ??= new Map(this.outlines.map(({ id }, ordinal) => [id, ordinal]));
    const ordinal = this.#ordinals.get(promotionId);
    return ordinal === undefined ? undefined : this.at(ordinal);
  }

  /** In the order of application. */
  filter(isWanted: (outline: Outline) => boolean): CompiledPromotion[] {
    return this.outlines.filter(isWanted).map(({ ordinal }) => this.at(ordinal));
  }

  #make(ordinal: number): CompiledPromotion {
    const outline = this.outlines[ordinal];
    if (outline === undefined) throw new RangeError(`there is no promotion ${ordinal} among ${this.outlines.length}`);
    const compiled = compilePromotion(outline, this.#context);
    this.#compiled[ordinal] = compiled;
    return compiled;
  }
}

function groupOf(groups: ReadonlyMap<string, CompiledGroup>, { id, groupId }: Promotion): CompiledGroup {
  const group = groups.get(groupId);
  if (group === undefined) throw new RangeError(`promotion ${id} is in no group: findBrokenReference must have said so`);
  return group;
}
