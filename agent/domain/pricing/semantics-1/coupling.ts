import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Component } from './components.ts';
import { concerns } from './gather.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/*
 * Where less left of a line is never more to pay, each line and each stage may choose for itself: the sum is the least when every part is. That holds
 * for every reward that takes at most what is left and leaves no less of more. What follows finds the sales in which it does not.
 */

/** Does the sale concern a promotion that asks what others left? Asked before anything was taken off. */
export function hasLookers(sale: WorkingSale): boolean {
  return sale.compiled.contests.lookers.some((promotion) => sale.lines.some((line) => concerns(promotion, line, sale)));
}

/** Does it matter to a later promotion how an earlier one was chosen, or how its amount fell on the lines? Asked after the discounts were applied once, with the parts that were chosen apart. */
export function isCoupled(sale: WorkingSale, components: readonly Component[]): boolean {
  const { basketChoices } = sale;
  const hasLineChoices = sale.hasLineChoices || components.length > 0;
  if (basketChoices.length === 0 && !hasLineChoices) return false;
  if (basketChoices.some(({ isTie }) => isTie)) return true;
  const acts = actsOf(sale);
  return (
    acts.some(
      ({ promotion, lines }, place) =>
        (hasLineChoices && divides(promotion) && lines.size > 1 && acts.slice(place + 1).some((later) => !isSame(lines, later.lines))) ||
        basketChoices.some((choice) => choice.ordinal < promotion.ordinal && choice.lines.some((line) => !lines.has(line))),
    ) || components.some((component) => component.lines.length > 1 && acts.some((act) => splits(act, component)))
  );
}

/** Does the promotion, which the component's choice did not see, act on some of its lines and not on all alike? */
function splits({ promotion, lines }: Act, component: Component): boolean {
  if (promotion.stage === 'line' || component.units.some((seen) => seen.promotion === promotion)) return false;
  const touched = component.lines.filter((line) => lines.has(line)).length;
  return touched > 0 && (promotion.stage === 'units' || touched < component.lines.length);
}

interface Act {
  readonly promotion: CompiledPromotion;
  readonly lines: ReadonlySet<WorkingLine>;
}

/** What acted on which lines, in the order of application. */
function actsOf({ lines, compiled }: WorkingSale): Act[] {
  const acts = new Map<CompiledPromotion, Set<WorkingLine>>();
  for (const line of lines) {
    for (const { promotionId } of line.discounts) {
      const promotion = compiled.promotionsById.get(promotionId);
      if (promotion === undefined) continue;
      const own = acts.get(promotion);
      if (own === undefined) acts.set(promotion, new Set([line]));
      else own.add(line);
    }
  }
  return [...acts].map(([promotion, own]) => ({ promotion, lines: own })).sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
}

/** One amount, apportioned to several lines. */
function divides({ stage, reward, limits }: CompiledPromotion): boolean {
  return stage === 'basket' || reward.kind === 'sets' || limits.discountMinor !== undefined || limits.budget !== undefined;
}

function isSame(one: ReadonlySet<WorkingLine>, other: ReadonlySet<WorkingLine>): boolean {
  return one.size === other.size && [...one].every((line) => other.has(line));
}
