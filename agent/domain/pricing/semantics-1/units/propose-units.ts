import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { SaleFacts } from '../../../promotions/sale-facts.ts';
import type { UnitsReward } from '../../../promotions/stages.ts';
import { unreachable } from '../../../unreachable.ts';
import type { Proposal } from '../proposal.ts';
import type { WorkingLine } from '../working-line.ts';
import { proposeBuyGet } from './buy-get.ts';
import { proposeGift } from './gift.ts';
import { proposeGoods, proposeNthUnit, proposeSomeUnits } from './pick-units.ts';
import { proposeQuantityTiers } from './quantity-tiers.ts';
import { proposeSets } from './sets.ts';

export { unitsMissing } from './gift.ts';

/**
 * What a promotion on units would take now off `lines`, those that concern it and that it may have, within their rooms and with its limits of units and times; the caller cuts money.
 * Undefined where it gives nothing. Changes nothing.
 */
export function proposeUnits(promotion: CompiledPromotion<UnitsReward>, lines: readonly WorkingLine[], facts: SaleFacts): Proposal | undefined {
  const { reward, limits } = promotion;
  if (reward.kind === 'buy-get') return proposeBuyGet(promotion, reward, lines, facts);
  if (reward.kind === 'sets') return proposeSets(promotion, reward, lines, facts);
  // Asked anew: goods from which nothing was taken are those of this moment.
  const goods = lines.filter((line) => promotion.selects(line, facts));
  switch (reward.kind) {
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
      return proposeGoods(reward, limits, goods);
    case 'nth-unit':
      return proposeNthUnit(reward, limits, goods);
    case 'some-units':
      return proposeSomeUnits(reward, goods);
    case 'gift':
      return proposeGift(reward, goods);
    case 'quantity-tiers':
      return proposeQuantityTiers(reward, goods);
    default:
      return unreachable(reward);
  }
}
