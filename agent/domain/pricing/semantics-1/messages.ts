import type { StageGroup } from '../../promotions/compiled-promotion.ts';
import type { MessageReward } from '../../promotions/stages.ts';
import type { PricedSale } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';

/** Every message whose condition holds and whose goods are in the basket; messages do not compete, whatever their group's mode. */
export function collectMessages(sale: WorkingSale, groups: readonly StageGroup<MessageReward>[]): PricedSale['messages'] {
  return groups.flatMap(({ promotions }) =>
    promotions
      .filter((promotion) => promotion.holds(sale.facts) && sale.lines.some((line) => promotion.selects(line.good, sale.facts.favourite)))
      .map(({ id, reward }) => ({ promotionId: id, to: reward.to, text: reward.text })),
  );
}
