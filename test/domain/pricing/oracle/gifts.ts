import { type Entry, isOnGoods } from './entries.ts';
import type { World } from './world.ts';

/** May a gift not be offered, because the customer has this one, or is offered it? */
export function keepsAway(other: Entry, gift: Entry, { bundle }: World): boolean {
  if (other === gift) return false;
  const { group } = gift;
  if (group.id === other.group.id && group.mode !== 'stack' && (group.on === 'receipt' || !isOnGoods(other) || other.promotion.reward.kind === 'gift')) return true;
  if ([gift, other].some(({ promotion: { exclusive } }) => exclusive?.on === 'receipt')) return true;
  return bundle.exclusions?.some(({ groupIds, on }) => on === 'receipt' && group.id !== other.group.id && groupIds.includes(group.id) && groupIds.includes(other.group.id)) ?? false;
}
