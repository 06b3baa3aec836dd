import { categoryNumbers, type Subtrees } from '../categories/category-numbers.ts';
import { categoryPaths, categorySubtrees } from '../categories/category-tree.ts';
import { type CompiledGroup, compileGroups, type CompiledPromotion } from '../promotions/compiled-promotion.ts';
import { CouponKinds } from '../promotions/coupon-kinds.ts';
import { compileSelector, type SelectsLine } from '../promotions/compile-selector.ts';
import { type Contests, findContests } from '../promotions/contests.ts';
import { HoldsMemo } from '../promotions/holds-memo.ts';
import { TierBits } from '../promotions/plain-conditions.ts';
import { PromotionTotals } from '../promotions/promotion-totals.ts';
import { Promotions } from '../promotions/promotions.ts';
import { PromotionIndex } from '../promotions/promotion-index.ts';
import type { Bundle } from './bundle.ts';
import { type BarcodeIndex, GoodsCatalogue } from './goods-catalogue.ts';

/** A bundle made ready for pricing: lookups instead of searches, promotions by stage and in order. Nothing in it changes but what it remembers to answer faster (`memo`, `totals`, `places`, promotions once they were asked for, the promotions of a good), which shows in no price. */
export interface CompiledBundle {
  readonly bundle: Bundle;
  readonly hash: string;
  readonly goods: GoodsCatalogue;
  /** Each category with all below it */
  readonly subtrees: Subtrees;
  /** The region of each store */
  readonly regions: ReadonlyMap<string, string>;
  readonly tierBits: TierBits;
  readonly promotions: Promotions;
  /** In the order of the bundle */
  readonly groups: readonly CompiledGroup[];
  /** Promotions that may offer a gift that is not in the basket */
  readonly gifts: readonly CompiledPromotion[];
  readonly index: PromotionIndex;
  readonly memo: HoldsMemo;
  readonly totals: PromotionTotals;
  /** By ordinal: where the promotion stands in a list that is being made. Looked at before it is believed, so that nothing has to be forgotten */
  readonly places: Int32Array;
  readonly contests: Contests;
  /** Goods that can be paid with points; undefined: all but deliveries */
  readonly redeemableGoods: SelectsLine | undefined;
  readonly coupons: CouponKinds;
}

/** `bundle` must have passed the checks of `loadBundle`, and be frozen throughout. */
export function compileBundle(bundle: Bundle, hash: string, barcodes: BarcodeIndex): CompiledBundle {
  const subtrees = categorySubtrees(bundle.categories);
  const groups = compileGroups(bundle.groups);
  const tierBits = new TierBits(bundle.tiers);
  const promotions = new Promotions(bundle.promotions, groups, { subtrees, flags: bundle.flags ?? [], cardSchemes: bundle.cardSchemes, tierBits });
  const paths = categoryPaths(bundle.categories);
  const goods = new GoodsCatalogue(bundle.goods, barcodes, categoryNumbers(subtrees));
  return Object.freeze({
    bundle,
    hash,
    goods,
    subtrees,
    tierBits,
    regions: new Map(bundle.stores.map(({ id, region }) => [id, region])),
    promotions,
    groups,
    gifts: promotions.filter(({ isGift }) => isGift),
    memo: new HoldsMemo(bundle.promotions.length),
    totals: new PromotionTotals(bundle.promotions.length),
    places: new Int32Array(bundle.promotions.length),
    contests: findContests(promotions, groups, bundle.exclusions ?? []),
    index: new PromotionIndex(promotions, goods, (categoryId) => paths.get(categoryId) ?? []),
    redeemableGoods: bundle.redemption.goods === undefined ? undefined : compileSelector(bundle.redemption.goods, subtrees),
    coupons: new CouponKinds(bundle.coupons ?? []),
  });
}
