/** Could a promotion act on a line at all, whatever the others take off before? */
import type { Entry } from './entries.ts';
import { promotionHolds } from './holds.ts';
import { freshLines, type Line } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

/** A condition that looks at what discounts left may hold later, so it counts as one that holds. */
export function couldHold({ promotion }: Entry, world: World): boolean {
  const text = JSON.stringify(promotion.when);
  return text.includes('"net"') || text.includes('"not-discounted"') || promotionHolds(promotion, freshLines(world), world);
}

/** The same, or could the line's units be bought for it? Goods without discount may be bought, never got. */
export function couldUse(entry: Entry, line: Line, world: World): boolean {
  const { reward } = entry.promotion;
  return couldSelect(entry, line, world) || (reward.kind === 'buy-get' && line.good?.noDiscount === true && selects(reward.buy, line, line.gross, world));
}

/** Lines from which something was taken off, and lines from which nothing was: `not-discounted` may select one or the other. */
export function couldSelect({ promotion: { goods, reward } }: Entry, line: Line, world: World): boolean {
  const selectors = reward.kind === 'buy-get' ? [goods, reward.buy] : [goods];
  return line.good?.noDiscount !== true && selectors.some((selector) => selects(selector, line, line.gross, world) || selects(selector, line, -1, world));
}
