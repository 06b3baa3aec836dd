import { Combination } from './combination.ts';
import { type Component, divide } from './components.ts';
import { hasChosen, hasLookers, isCoupled } from './coupling.ts';
import { applyDiscounts } from './discounts.ts';
import { type Choices, findChoices } from './find-choices.ts';
import { CombinationSearch, type Compared } from './combination-search.ts';
import type { WorkingSale } from './working-sale.ts';

/** How the promotions of a sale were combined. */
export interface Combined {
  /** False where more ways of combining were possible than are compared */
  readonly exact: boolean;
  readonly plans: number;
  readonly compared: readonly Compared[];
  /** A new one like that which was applied, where anything had to be chosen beforehand */
  combination?(): Combination;
}

/**
 * Applies the discounts in the way that the groups, exclusions and exclusive promotions ask for, up to the receipt's cap.
 * Where nothing contends across stages that is one pass. Else:
 *
 *   choices ──► first/priority: each in turn ──► receipt: all ways ──► lines: all ways of each component ──► apply the best
 *                                                                     (all components together, where they are coupled)
 */
export function combineDiscounts(sale: WorkingSale): Combined {
  const looks = hasLookers(sale);
  const open = findChoices(sale, false);
  if (open.choices.length === 0) {
    applyDiscounts(sale, claimsOnly(sale));
    // What nobody chose has nothing that may depend on it.
    const isFree = !hasChosen(sale) || (!looks && !isCoupled(sale, none));
    return isFree ? simple : searchTogether(sale);
  }
  const components = looks ? undefined : divide(open.choices, open.units);
  if (components === undefined) return searchTogether(sale);
  const found = search(sale, open, components, false);
  return found.isCoupled ? searchTogether(sale) : found;
}

const simple: Combined = { exact: true, plans: 1, compared: [] };
const none: readonly Component[] = [];

/** Groups of mode `first` that act in several stages keep claims even where there is nothing to search. */
function claimsOnly(sale: WorkingSale): Combination | undefined {
  return sale.compiled.contests.groups.size === 0 ? undefined : new Combination(sale);
}

function searchTogether(sale: WorkingSale): Combined {
  const open = findChoices(sale, true);
  const places = open.choices.flatMap(({ line }, place) => (line === undefined ? [] : [place]));
  return search(sale, open, [{ places, lines: sale.lines, units: open.units }], true);
}

function search(sale: WorkingSale, open: Choices, components: readonly Component[], isWhole: boolean): CombinationSearch {
  const found = new CombinationSearch(sale, open, components, isWhole);
  found.decideFirsts();
  // What is best for the customer may bring a promotion to a line where it gave nothing before, and meets another that it does not go with.
  do {
    found.decideBest();
    found.apply();
  } while (found.partFirsts());
  return found;
}
