import type { Combination } from './combination.ts';
import type { Component } from './components.ts';
import { unitsTurns } from './find-choices.ts';
import { candidatesOnLine, gather, type Gathered, mayHold } from './gather.ts';
import type { Given } from './given.ts';
import { mulDiv } from '../../money/mul-div.ts';
import { type CompiledPromotion, concernsLine } from '../../promotions/compiled-promotion.ts';
import { turnOf } from '../../promotions/promotion-index.ts';
import { roomOf, unitsOf, type WorkingLine } from './working-line.ts';
import type { Act, WorkingSale } from './working-sale.ts';

/*
 * Where less left of a line is never more to pay, each line and each stage may choose for itself: the sum is the least when every part is. That holds
 * for every reward that takes at most what is left and leaves no less of more. What follows finds the sales in which it does not.
 */

/** Does the sale concern a promotion that may hold and asks what others left? Asked before anything was taken off. */
export function hasLookers(sale: WorkingSale): boolean {
  return sale.compiled.contests.lookers.some((promotion) => mayHold(sale, promotion) && sale.lines.some((line) => concernsLine(promotion, line, sale.facts)));
}

/** Did a promotion of a `best` group act that could have left a line alone? */
export function hasChosen({ hasLineChoices, basketChoices, acts }: WorkingSale): boolean {
  return hasLineChoices || basketChoices.length > 0 || acts.some(({ promotion }) => promotion.group.mode === 'best');
}

/** Does it matter to a later promotion how an earlier one was chosen, or how its amount fell on the lines? Asked after the discounts were applied once, with the parts that were chosen apart, and how. */
export function isCoupled(sale: WorkingSale, components: readonly Component[], combination?: Combination): boolean {
  const { acts, basketChoices } = sale;
  const hasUnitsChoices = components.length > 0 || acts.some(isChosenOnUnits);
  const hasLineChoices = sale.hasLineChoices || components.length > 0;
  if (basketChoices.some(({ isTie }) => isTie)) return true;
  if (components.some((component) => comesBetween(sale, component, combination)) || ((hasLineChoices || hasUnitsChoices) && turnsOnSets(sale))) return true;
  if (components.some((component) => component.lines.length > 1 && (acts.some((act) => splits(act, component)) || leavesNothing(sale, component, combination)))) return true;
  if (basketChoices.length > 0 && (sale.hasCouponLines || gather(sale, couponUnitsTurn).length > 0)) return true;
  if (basketChoices.some((choice) => acts.some((act) => choice.ordinal < act.promotion.ordinal && !includesAll(act.lines, choice.lines)))) return true;
  if (!hasLineChoices && !hasUnitsChoices) return false;
  if (components.length === 0 && basketChoices.length === 0 && !sale.hasCouponLines && isWonClearly(sale)) return false;
  const later = hasUnitsChoices || acts.some(isOfSets) ? mayActLater(sale, combination) : acts;
  const afterChoice = hasLineChoices ? 0 : later.findIndex(isChosenOnUnits) + 1;
  return later.some((one, place) => place >= afterChoice && divides(one) && (sale.hasCouponLines || later.some((other, after) => after > place && !isShareOf(one, other))));
}

/** Where promotions on units were chosen: what acted on several lines together, or may where something else was chosen. */
function mayActLater(sale: WorkingSale, combination: Combination | undefined): Gathered[] {
  return turnsOfSeveralLines
    .flatMap((turn) => gather(sale, turn))
    .filter(({ promotion, lines }) => (promotion.stage !== 'basket' || promotion.group.mode === 'stack' || sale.acts.some((act) => act.promotion === promotion)) && lines.some((line) => combination?.allows(promotion, line) !== false));
}

/** Even alone in its group it was chosen: nobody could have had its lines. */
function isChosenOnUnits({ promotion: { stage, group } }: Act | Gathered): boolean {
  return stage === 'units' && group.mode === 'best';
}

/**
 * Was each line won by so much that no rounding on the way to the total could make another choice the better one? Only promotions on the basket came after, and no line is at
 * its floor: then one unit less of a line is, but for rounding, so much less in the end as the percentages leave of it. Rounding: each promotion rounds its amount, and the
 * share of each line, by less than one unit, in one choice as in the other.
 */
function isWonClearly({ acts, lines, closestWinMinor }: WorkingSale): boolean {
  let remainsMinor = closestWinMinor;
  for (const act of acts) {
    const { promotion: { stage, reward, limits }, lines: touched } = act;
    if (limits.discountMinor !== undefined || limits.budget !== undefined || touched.some((line) => roomOf(line) === 0)) return false;
    if (stage !== 'basket') remainsMinor = Math.min(remainsMinor, wonOnUnits(act));
    if (reward.kind === 'basket-percent') remainsMinor = mulDiv(remainsMinor, 10_000 - reward.basisPoints, 10_000, 'floor');
  }
  return remainsMinor > 2 * acts.length * (lines.length + 1);
}

/** The least that the promotion on units took off one of its lines, where nobody else was chosen for these; else nothing is sure. */
function wonOnUnits(act: Act): number {
  if (!isChosenOnUnits(act) || act.promotion.reward.kind === 'sets') return 0;
  let leastMinor = Number.MAX_SAFE_INTEGER;
  for (const { given } of act.lines) {
    let won = given;
    while (won !== undefined && won.ordinal > act.promotion.ordinal) won = won.before;
    leastMinor = Math.min(leastMinor, won === undefined || won.before?.isChosen === true ? 0 : won.amountMinor);
  }
  return leastMinor;
}

/** Does the promotion, which the component's choice did not see, act on some of its lines and not on all alike? */
function splits({ promotion, lines }: Act, component: Component): boolean {
  if (component.units.some((seen) => seen.promotion === promotion)) return false;
  const touched = component.lines.filter((line) => lines.includes(line)).length;
  return touched > 0 && (promotion.stage === 'units' || touched < component.lines.length);
}

const couponLineTurn = turnOf('line', 1);
const couponUnitsTurn = turnOf('units', 1);
const turnsOfSeveralLines = [turnOf('units', 0), turnOf('basket', 0), couponUnitsTurn, turnOf('basket', 1)];

/** Did the component's choice use up a line, so that a promotion which it did not see had nothing to act on there? */
function leavesNothing(sale: WorkingSale, component: Component, combination: Combination | undefined): boolean {
  const usedUp = component.lines.filter((line) => line.given !== undefined && roomOf(line) === 0);
  if (usedUp.length === 0) return false;
  return turnsOfSeveralLines.some((turn) =>
    gather(sale, turn).some((gathered) => splits(gathered, component) && usedUp.some((line) => gathered.lines.includes(line) && combination?.allows(gathered.promotion, line) !== false)),
  );
}

/**
 * May a promotion that the component's choice did not see act on its lines before one that it saw has its turn there? What it takes, the later one takes less of, or nothing: a price is
 * reached by others as well.
 */
function comesBetween(sale: WorkingSale, { lines, units }: Component, combination: Combination | undefined): boolean {
  const last = units.at(-1)?.promotion.ordinal ?? -1;
  const hasCouponLines = lines.some((line) => candidatesOnLine(sale, line, couponLineTurn).length > 0);
  return turnsOfSeveralLines.some((turn) =>
    gather(sale, turn).some(({ promotion, lines: touched }) =>
      (promotion.ordinal < last || (hasCouponLines && promotion.round === 0)) &&
      !units.some((seen) => seen.promotion === promotion) &&
      lines.some((line) => touched.includes(line) && combination?.allows(promotion, line) !== false),
    ),
  );
}

/**
 * May more left of a line that something was chosen for be less to pay, because of sets? Where another line is at its floor, so that what they save there falls on this one; and where
 * its units are worth no whole amount, so that a set at nearly that price is not seen to save anything.
 */
function turnsOnSets(sale: WorkingSale): boolean {
  for (const turn of unitsTurns) {
    for (const { promotion, lines } of gather(sale, turn)) {
      if (promotion.reward.kind !== 'sets') continue;
      const chosen = lines.filter((line) => givenBefore(promotion, line)?.isChosen === true);
      if (chosen.length > 0 && (lines.some((line) => roomOf(line) === 0) || chosen.some((line) => leftBefore(promotion, line) % unitsOf(line) !== 0))) return true;
    }
  }
  return false;
}

/** The last that was taken off the line before the promotion had its turn. */
function givenBefore({ ordinal }: CompiledPromotion, { given }: WorkingLine): Given | undefined {
  let one = given;
  while (one !== undefined && one.ordinal >= ordinal) one = one.before;
  return one;
}

/** What was left of the line then. */
function leftBefore({ ordinal }: CompiledPromotion, { leftMinor, given }: WorkingLine): number {
  let before = leftMinor;
  for (let one = given; one !== undefined && one.ordinal >= ordinal; one = one.before) before += one.amountMinor;
  return before;
}

/** One amount, apportioned to several lines. */
function divides({ promotion: { stage, reward, limits }, lines }: Act | Gathered): boolean {
  return lines.length > 1 && (stage === 'basket' || reward.kind === 'sets' || limits.discountMinor !== undefined || limits.budget !== undefined);
}

/** Does the later one look only at what all lines of the other have left together? Then it does not matter how the other fell on them. */
function isShareOf({ lines }: Act | Gathered, later: Act | Gathered): boolean {
  return later.promotion.stage === 'basket' && (lines === later.lines || (lines.length === later.lines.length && includesAll(lines, later.lines)));
}

function isOfSets({ promotion: { reward } }: Act): boolean {
  return reward.kind === 'sets';
}

function includesAll(lines: readonly WorkingLine[], parts: readonly WorkingLine[]): boolean {
  return lines === parts || parts.every((part) => lines.includes(part));
}
