import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { ofTurn, turnOf } from '../../../promotions/promotion-index.ts';
import type { TracedChoice } from '../../trace.ts';
import { Combination } from '../combination.ts';
import type { Combined } from '../combine.ts';
import { applyDiscounts } from '../discounts.ts';
import { gather } from '../gather.ts';
import { type Given, inOrderGiven } from '../given.ts';
import { reopenSale } from '../open-sale.ts';
import { type Outcome, promotionIdsOf } from '../outcome.ts';
import type { WorkingLine } from '../working-line.ts';
import { holds, type WorkingSale } from '../working-sale.ts';
import { potentialOf } from './potential.ts';
import { idsOf } from './reason.ts';
import { standAtTurnOf } from './stand.ts';
import { Taken } from './taken.ts';

/** The choices between promotions, each with what it saves: those that were searched, then those that a stage made by itself. */
export function choicesOf(sale: WorkingSale, combined: Combined, beforeCap: Taken): TracedChoice[] {
  return [...searched(sale, combined), ...madeInStages(sale, combined, beforeCap)];
}

function searched(sale: WorkingSale, { compared }: Combined): TracedChoice[] {
  return compared.flatMap(({ lines, best, next }) => {
    if (next === undefined) return [];
    const decided = lines ?? sale.lines;
    const [chosen, others] = [promotionIdsOf(sale, best, decided), promotionIdsOf(sale, next, decided)];
    const savesMinor = next.leftMinor - best.leftMinor;
    if (savesMinor === 0 && chosen.join(' ') === others.join(' ')) return [];
    const isSame = (place: number): boolean => textOf(best.given[place]) === textOf(next.given[place]);
    // Of promotions that act otherwise. What such a one takes off other lines either way is no part of what it does here.
    const here = (way: Outcome, ids: readonly string[]): string[] =>
      ids.filter((id) => givenBy(sale, best, id) !== givenBy(sale, next, id) && way.given.some((given, place) => !isSame(place) && takenOf(sale, given, id) > 0));
    return [{ lineIds: idsOf(decided.filter((_, place) => !isSame(place))), ...(lines === undefined ? onReceipt : {}), chosen: here(best, chosen), next: here(next, others), savesMinor }];
  });
}

/** What the promotion takes off each line, to compare: what acts alike in both ways is not chosen between. */
function givenBy(sale: WorkingSale, { given }: Outcome, id: string): string {
  return given.map((ofLine) => takenOf(sale, ofLine, id)).join();
}

/** What the promotion takes off one line. */
function takenOf({ compiled }: WorkingSale, given: Given | undefined, id: string): number {
  return inOrderGiven(given).find(({ ordinal }) => compiled.promotions.idAt(ordinal) === id)?.amountMinor ?? 0;
}

const onReceipt = { onReceipt: true } as const;

/** The discounts of one line, to compare. */
function textOf(given: Given | undefined): string {
  return inOrderGiven(given).map(({ ordinal, amountMinor }) => `${ordinal} ${amountMinor}`).join();
}

/** What the line stage and the basket stage chose by themselves in a `best` group, where more than one promotion would have given something. */
function madeInStages(sale: WorkingSale, combined: Combined, beforeCap: Taken): TracedChoice[] {
  const onReceipt = beforeCap.promotions.filter(({ stage }) => stage === 'basket').flatMap((promotion) => choiceOf(sale, combined, beforeCap, promotion, undefined));
  const onLines = sale.lines.flatMap((line) => beforeCap.on(line).flatMap(({ promotion }) => (promotion.stage === 'line' ? choiceOf(sale, combined, beforeCap, promotion, line) : [])));
  return [...onReceipt, ...onLines];
}

/** The promotion against what would be there instead, found by applying the discounts without it. */
function choiceOf(sale: WorkingSale, combined: Combined, beforeCap: Taken, winner: CompiledPromotion, line: WorkingLine | undefined): TracedChoice[] {
  if (winner.group.mode !== 'best' || !hasContenders(sale, combined, beforeCap, winner, line)) return [];
  const without = combinationOf(sale, combined);
  without.choose({ line, sides: [new Set(), new Set([winner])] }, 0);
  reopenSale(sale);
  applyDiscounts(sale, without);
  const taken = new Taken(sale);
  const instead = taken.promotions.filter((other) => other.group === winner.group && other.stage === winner.stage && (line === undefined || taken.by(other, line) > 0));
  // Should rounding on the way make the other way the cheaper one, nothing is saved: never less.
  const savesMinor = Math.max(0, beforeCap.sumMinor - taken.sumMinor);
  const differing = line === undefined ? sale.lines.filter((one) => beforeCap.by(winner, one) > 0 || instead.some((other) => taken.by(other, one) > 0)) : [line];
  return [{ lineIds: idsOf(differing), ...(line === undefined ? onReceipt : {}), chosen: [winner.id], next: instead.map(({ id }) => id), savesMinor }];
}

/** Would another promotion of the group's turn have given something there? */
function hasContenders(sale: WorkingSale, combined: Combined, beforeCap: Taken, winner: CompiledPromotion, line: WorkingLine | undefined): boolean {
  standAtTurnOf(sale, beforeCap, winner);
  const combination = combinationOf(sale, combined);
  const turn = turnOf(winner.stage, winner.round);
  const contenders = line === undefined ? gather(sale, turn) : (ofTurn(line.promotions, turn)?.ordinals() ?? []).map((ordinal) => ({ promotion: sale.compiled.promotions.at(ordinal), lines: [line] }));
  return contenders.some(({ promotion, lines }) => {
    if (promotion === winner || promotion.group !== winner.group || !holds(sale, promotion)) return false;
    return potentialOf(sale, promotion, lines.filter((one) => combination.allows(promotion, one))).givenMinor > 0;
  });
}

function combinationOf(sale: WorkingSale, combined: Combined): Combination {
  return combined.combination?.() ?? new Combination(sale);
}
