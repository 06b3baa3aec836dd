import type { Component } from './components.ts';
import { concernsLine } from '../../promotions/compiled-promotion.ts';
import type { WorkingLine } from './working-line.ts';
import type { Act, WorkingSale } from './working-sale.ts';

/*
 * Where less left of a line is never more to pay, each line and each stage may choose for itself: the sum is the least when every part is. That holds
 * for every reward that takes at most what is left and leaves no less of more. What follows finds the sales in which it does not.
 */

/** Does the sale concern a promotion that asks what others left? Asked before anything was taken off. */
export function hasLookers(sale: WorkingSale): boolean {
  return sale.compiled.contests.lookers.some((promotion) => sale.lines.some((line) => concernsLine(promotion, line, sale.facts)));
}

/** Does it matter to a later promotion how an earlier one was chosen, or how its amount fell on the lines? Asked after the discounts were applied once, with the parts that were chosen apart. */
export function isCoupled(sale: WorkingSale, components: readonly Component[]): boolean {
  const { acts, basketChoices } = sale;
  const hasLineChoices = sale.hasLineChoices || components.length > 0;
  if (basketChoices.some(({ isTie }) => isTie)) return true;
  if (components.some((component) => component.lines.length > 1 && acts.some((act) => splits(act, component)))) return true;
  if (sale.hasCouponLines) return basketChoices.length > 0 || (hasLineChoices && acts.some(divides));
  return acts.some(
    (act, place) =>
      (hasLineChoices && divides(act) && acts.slice(place + 1).some((later) => !isSame(act.lines, later.lines))) ||
      basketChoices.some((choice) => choice.ordinal < act.promotion.ordinal && !includesAll(act.lines, choice.lines)),
  );
}

/** Does the promotion, which the component's choice did not see, act on some of its lines and not on all alike? */
function splits({ promotion, lines }: Act, component: Component): boolean {
  if (component.units.some((seen) => seen.promotion === promotion)) return false;
  const touched = component.lines.filter((line) => lines.includes(line)).length;
  return touched > 0 && (promotion.stage === 'units' || touched < component.lines.length);
}

/** One amount, apportioned to several lines. */
function divides({ promotion: { stage, reward, limits }, lines }: Act): boolean {
  return lines.length > 1 && (stage === 'basket' || reward.kind === 'sets' || limits.discountMinor !== undefined || limits.budget !== undefined);
}

function isSame(one: readonly WorkingLine[], other: readonly WorkingLine[]): boolean {
  return one === other || (one.length === other.length && includesAll(one, other));
}

function includesAll(lines: readonly WorkingLine[], parts: readonly WorkingLine[]): boolean {
  return lines === parts || parts.every((part) => lines.includes(part));
}
