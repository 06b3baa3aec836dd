import { turnOf } from '../../promotions/promotion-index.ts';
import type { MessageReward } from '../../promotions/stages.ts';
import type { PricedSale } from '../priced-sale.ts';
import { gather } from './gather.ts';
import type { WorkingSale } from './working-sale.ts';

const turn = turnOf('messages');

/** Every message whose condition holds and whose goods are in the basket; messages do not compete, whatever their group's mode. */
export function collectMessages(sale: WorkingSale): PricedSale['messages'] {
  return gather<MessageReward>(sale, turn).map(({ promotion: { id, reward } }) => ({ promotionId: id, to: reward.to, text: reward.text }));
}
