/** Could a promotion act on a line at all, whatever the others take off before? */
import type { Condition } from '../../../../agent/domain/promotions/condition.ts';
import type { Entry } from './entries.ts';
import { promotionHolds } from './holds.ts';
import { freshLines, type Line } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

/** What looks at what discounts left may hold later, whatever stands beside it holds now. */
export function couldHold({ promotion }: Entry, world: World): boolean {
  return promotionHolds({ ...promotion, when: withoutLooks(promotion.when, true) }, freshLines(world), world);
}

/** The condition, with the parts that look at what discounts left taken for what is said; under `not` for the opposite. */
function withoutLooks(condition: Condition, said: boolean): Condition {
  if (condition.kind === 'not') return { kind: 'not', of: withoutLooks(condition.of, !said) };
  if (condition.kind === 'all' || condition.kind === 'any') return { kind: condition.kind, of: condition.of.map((part) => withoutLooks(part, said)) };
  const text = JSON.stringify(condition);
  if (!text.includes('"net"') && !text.includes('"not-discounted"')) return condition;
  return { kind: said ? 'all' : 'any', of: [] };
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
