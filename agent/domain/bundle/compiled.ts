import { categorySubtrees } from '../categories/category-tree.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { compilePromotion, type StageGroup, stageGroups } from '../promotions/compiled-promotion.ts';
import {
  type BasketReward, type FixedPointsReward, isBasketReward, isFixedPointsReward, isLineReward, isMessageReward, isMultiplierReward,
  isPercentPointsReward, type LineReward, type MessageReward, type MultiplierReward, type PercentPointsReward,
} from '../promotions/stages.ts';
import { barcodeKey } from '../cards/barcode.ts';
import type { Bundle } from './bundle.ts';
import type { GoodFacts } from './good-facts.ts';

/** A bundle made ready for pricing: lookups instead of searches, promotions by stage and in order. Nothing in it changes. */
export interface CompiledBundle {
  readonly bundle: Bundle;
  readonly hash: string;
  /** By sku */
  readonly goods: ReadonlyMap<string, GoodFacts>;
  /** By `barcodeKey` */
  readonly goodsByBarcode: ReadonlyMap<string, GoodFacts>;
  /** How many digits the barcodes of the goods have */
  readonly barcodeLengths: ReadonlySet<number>;
  /** Each category with all below it */
  readonly subtrees: ReadonlyMap<string, ReadonlySet<string>>;
  readonly stages: {
    readonly line: readonly StageGroup<LineReward>[];
    readonly basket: readonly StageGroup<BasketReward>[];
    readonly percentPoints: readonly StageGroup<PercentPointsReward>[];
    readonly multiplier: readonly StageGroup<MultiplierReward>[];
    readonly fixedPoints: readonly StageGroup<FixedPointsReward>[];
    readonly message: readonly StageGroup<MessageReward>[];
  };
}

/** `bundle` must have passed the checks of `loadBundle`; it is frozen here. */
export function compileBundle(bundle: Bundle, hash: string): CompiledBundle {
  deepFreeze(bundle);
  const subtrees = categorySubtrees(bundle.categories);
  const goods = new Map(Object.entries(bundle.goods).map(([sku, good]) => [sku, { sku, good }]));
  const goodsByBarcode = new Map<string, GoodFacts>();
  const barcodeLengths = new Set<number>();
  for (const facts of goods.values()) {
    for (const barcode of facts.good.barcodes) {
      goodsByBarcode.set(barcodeKey(barcode), facts);
      barcodeLengths.add(barcode.length);
    }
  }
  const promotions = bundle.promotions.map((promotion) => compilePromotion(promotion, subtrees));
  return Object.freeze({
    bundle,
    hash,
    goods,
    goodsByBarcode,
    barcodeLengths,
    subtrees,
    stages: deepFreeze({
      line: stageGroups(bundle.groups, promotions, isLineReward),
      basket: stageGroups(bundle.groups, promotions, isBasketReward),
      percentPoints: stageGroups(bundle.groups, promotions, isPercentPointsReward),
      multiplier: stageGroups(bundle.groups, promotions, isMultiplierReward),
      fixedPoints: stageGroups(bundle.groups, promotions, isFixedPointsReward),
      message: stageGroups(bundle.groups, promotions, isMessageReward),
    }),
  });
}
