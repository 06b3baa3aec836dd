import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Condition, GoodsSelector, Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { categoryCount, categoryName, departmentOf } from './catalogue.ts';
import { baseAccrual, departments, type FlatGood, type FlatGoods, type FlatReward, type FlatRule, groups, lineCapBasisPoints } from './flat.ts';
import { tiers } from './rules.ts';

/** The same goods and rules as a bundle of ours. */
export function bundleText(catalogue: readonly FlatGood[], rules: readonly FlatRule[]): string {
  const bundle: Bundle = {
    format: 1,
    semantics: 1,
    serial: 1,
    programmeId: 'bench',
    name: { ru: 'Замер' },
    currency: { code: 'KZT', exponent: 2 },
    points: { scale: 0, valueMinor: baseAccrual.pointMinor },
    timeZone: 'Asia/Almaty',
    stores: [{ id: 'store-1', name: { ru: 'Магазин' }, region: 'almaty' }],
    cardSchemes: [],
    weightCodes: [],
    categories: [
      ...departments.map((department) => ({ id: `department-${department}`, name: { ru: `Отдел ${department}` } })),
      ...Array.from({ length: categoryCount }, (_, index) => ({ id: categoryName(index), parentId: `department-${departmentOf(index)}`, name: { ru: `Категория ${index}` } })),
    ],
    tiers: tiers.map((id) => ({ id, name: { ru: id } })),
    goods: Object.fromEntries(catalogue.map(({ sku, categoryId, brand, unit, priceMinor }, index) => [sku, { name: { ru: `Товар ${index}` }, categoryId, brand, unit, priceMinor, barcodes: [String(460_000_000_000 + index)] }])),
    groups: [...groups.map((id): PromotionGroup => ({ id, mode: id.startsWith('exclusive') || id === 'basket' || id === 'multipliers' ? 'best' : 'stack' })), { id: 'accrual', mode: 'stack' }],
    promotions: [
      ...rules.map(promotionOf),
      { id: baseAccrual.id, name: { ru: 'Баллы' }, groupId: 'accrual', priority: 1, when: { kind: 'all', of: [] }, goods: { kind: 'all' }, reward: { kind: 'points-percent', basisPoints: baseAccrual.basisPoints } },
    ],
    redemption: { maxShareBasisPoints: 5_000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 3_600 },
    returns: { pointsPolicy: 'within_balance' },
    caps: { maxLineDiscountBasisPoints: lineCapBasisPoints, maxReceiptDiscountBasisPoints: 10_000 },
    goldenReceipts: [],
  };
  return JSON.stringify(bundle);
}

function promotionOf(rule: FlatRule): Promotion {
  const goods = selectorOf(rule.goods);
  return { id: rule.id, name: { ru: `Акция ${rule.id}` }, groupId: rule.group, priority: rule.priority, when: conditionOf(rule), goods, reward: rewardOf(rule.reward, goods) };
}

function conditionOf({ fromDay, toDay, hours, weekdays, tier, goods }: FlatRule): Condition {
  const of: Condition[] = [{ kind: 'period', from: dateOf(fromDay), to: dateOf(toDay) }];
  if (hours !== undefined) of.push({ kind: 'hours', ...hours });
  if (weekdays !== undefined) of.push({ kind: 'weekdays', days: [...weekdays] });
  if (tier !== undefined) of.push({ kind: 'tier', tiers: [tier] });
  if (goods.kind === 'basket') of.push({ kind: 'basket-sum', goods: { kind: 'all' }, minMinor: goods.minMinor });
  return { kind: 'all', of };
}

function selectorOf(goods: FlatGoods): GoodsSelector {
  switch (goods.kind) {
    case 'skus':
      return { kind: 'sku', skus: [...goods.skus] };
    case 'category':
      return { kind: 'category', categoryIds: [goods.categoryId] };
    case 'brand':
      return { kind: 'brand', brands: [goods.brand] };
    case 'basket':
      return { kind: 'all' };
    default:
      return unreachable(goods);
  }
}

function rewardOf(reward: FlatReward, goods: GoodsSelector): Reward {
  switch (reward.kind) {
    case 'percent':
      return { kind: 'goods-percent', basisPoints: reward.basisPoints };
    case 'amount':
      return { kind: 'goods-amount', amountMinor: reward.amountMinor };
    case 'price':
      return { kind: 'goods-price', priceMinor: reward.priceMinor };
    case 'buy-get':
      return { kind: 'buy-get', buy: goods, buyUnits: reward.buyUnits, getUnits: 1, off: { kind: 'percent', basisPoints: reward.basisPoints }, pick: 'cheapest' };
    case 'basket-percent':
    case 'basket-amount':
      return reward;
    case 'multiplier':
      return { kind: 'points-multiplier', factorBasisPoints: reward.factorBasisPoints };
    default:
      return unreachable(reward);
  }
}

function dateOf(day: number): string {
  return `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`;
}
