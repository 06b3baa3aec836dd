import { type CompiledPromotion, concernsLine } from '../../promotions/compiled-promotion.ts';
import { hasRoomForCustomer } from '../../promotions/customer-limit.ts';
import type { Reward } from '../../promotions/promotion.ts';
import { ofTurn, type Turn, turnOf } from '../../promotions/promotion-index.ts';
import type { PromotionsOfTurn } from '../../promotions/promotions-of-turn.ts';
import { hasTwoRounds } from '../../promotions/stages.ts';
import { holdsPlainly } from '../../promotions/plain-conditions.ts';
import type { WorkingLine } from './working-line.ts';
import { hasTurn, holdsNow, type WorkingSale } from './working-sale.ts';

/** A promotion that holds, with the lines that its goods select (of `buy-get` and `sets`: that it may concern), in the order of the basket. At least one. */
export interface Gathered<R extends Reward = Reward> {
  readonly promotion: CompiledPromotion<R>;
  readonly lines: readonly WorkingLine[];
}

/** Of discounts that groups choose from: on goods, then on the basket. */
export const discountTurns: readonly Turn[] = [turnOf('line', 0), turnOf('units', 0), turnOf('line', 1), turnOf('units', 1), turnOf('basket', 0), turnOf('basket', 1)];

/** Which promotions are asked for: those that hold, those that may hold when their stage begins, or all that have to do with the basket. */
type Wanted = 'holding' | 'may-hold' | 'all';

/** The promotions whose turn it is and that concern this basket, in the order of application; of one group, where it is named by its index. */
export function gather<R extends Reward>(sale: WorkingSale, turn: Turn, wanted: Wanted = 'holding', group?: number): readonly Gathered<R>[] {
  if (!hasTurn(sale, turn)) return none;
  // The turn names the stage, and the stage the rewards.
  const place = wanted === 'all' ? -1 : discountTurns.indexOf(turn);
  return (place === -1 ? gatherAnew(sale, turn, wanted, group) : fromKept(sale, place, wanted, group)) as readonly Gathered<R>[];
}

/** Discounts are asked for again and again, by groups, by exclusions and by each way of combining them: what may hold, and on which lines, is the same for all of them. */
function fromKept(sale: WorkingSale, place: number, wanted: Wanted, group: number | undefined): readonly Gathered[] {
  const kept = (sale.mayHold[place] ??= gatherAnew(sale, discountTurns[place] ?? 0, 'may-hold', undefined));
  // Whatever may hold does, where no discount of the bundle looks at what others left.
  if (group === undefined && sale.compiled.contests.lookers.length === 0) return kept;
  return kept.every((one) => isWanted(sale, one, wanted, group)) ? kept : kept.filter((one) => isWanted(sale, one, wanted, group));
}

/** Of one that may hold. */
function isWanted(sale: WorkingSale, { promotion }: Gathered, wanted: Wanted, group: number | undefined): boolean {
  return (group === undefined || promotion.group.index === group) && (wanted === 'may-hold' || !promotion.looksAtNet || holdsNow(sale, promotion));
}

function gatherAnew(sale: WorkingSale, turn: Turn, wanted: Wanted, group: number | undefined): Gathered[] {
  const ofAll = gatherEverywhere(sale, turn, wanted, group);
  const ofSome = gatherByLine(sale, turn, wanted, group);
  const found = ofSome.length === 0 ? ofAll : ofAll.length === 0 ? ofSome : [...ofAll, ...ofSome];
  putInOrder(found);
  return found;
}

/** Those that any line may concern, by the sum that they ask for. */
function gatherEverywhere(sale: WorkingSale, turn: Turn, wanted: Wanted, group: number | undefined): Gathered[] {
  const listed = ofTurn(sale.compiled.index.everywhere, turn);
  if (listed === undefined) return none;
  let found: Gathered[] = none;
  for (let place = 0; place < listed.length; place += 1) {
    // nor is that of any after it reached
    if (wanted !== 'all' && listed.asksForMoreAt(place, sale.facts)) break;
    const promotion = wantedAt(sale, listed, place, wanted, group);
    if (promotion === undefined) continue;
    const lines = promotion.isForAllGoods ? sale.goodsLines : sale.lines.filter((line) => mayConcern(promotion, line, sale));
    if (lines.length === 0) continue;
    if (found.length === 0) found = [{ promotion, lines }];
    else found.push({ promotion, lines });
  }
  return found;
}

/** Those that are found by the goods of lines, in the order in which they are found. */
function gatherByLine(sale: WorkingSale, turn: Turn, wanted: Wanted, group: number | undefined): Gathered[] {
  if ((sale.turnsOfLines & (1 << turn)) === 0) return none;
  const { places } = sale.compiled;
  let found: { promotion: CompiledPromotion; lines: WorkingLine[] }[] = none;
  for (const line of sale.lines) {
    const listed = ofTurn(line.promotions, turn);
    if (listed === undefined) continue;
    for (let place = 0; place < listed.length; place += 1) {
      const promotion = wantedAt(sale, listed, place, wanted, group);
      if (promotion === undefined || (!listed.isPlainAt(place) && !promotion.isStatic && !mayConcern(promotion, line, sale))) continue;
      const ordinal = listed.ordinalAt(place);
      const known = found[places[ordinal] ?? 0];
      if (known?.promotion === promotion) {
        known.lines.push(line);
        continue;
      }
      places[ordinal] = found.length;
      if (found.length === 0) found = [{ promotion, lines: [line] }];
      else found.push({ promotion, lines: [line] });
    }
  }
  return found;
}

/** They are few, or nearly in order, as those of each line are: each is moved forward to its place. Where none asks for a sum those of all lines are in order. */
function putInOrder(found: Gathered[]): void {
  for (let next = 1; next < found.length; next += 1) {
    const one = found[next];
    if (one === undefined) return;
    let place = next;
    for (let before = found[place - 1]; before !== undefined && before.promotion.ordinal > one.promotion.ordinal; before = found[place - 1]) {
      found[place] = before;
      place -= 1;
    }
    found[place] = one;
  }
}

const none: never[] = [];

/** A discount on goods that were, or were not, discounted is asked again at its turn: what comes before it in its stage decides. */
function mayConcern(promotion: CompiledPromotion, line: WorkingLine, sale: WorkingSale): boolean {
  return (promotion.looksAtDiscounts && hasTwoRounds(promotion.stage)) || concernsLine(promotion, line, sale.facts);
}

function wantedAt(sale: WorkingSale, listed: PromotionsOfTurn, place: number, wanted: Wanted, group: number | undefined): CompiledPromotion | undefined {
  if (wanted !== 'all' && !listed.holdsAt(place, sale.facts)) return undefined;
  const promotion = sale.compiled.promotions.at(listed.ordinalAt(place));
  if (wanted === 'all') return promotion;
  if (group !== undefined && promotion.group.index !== group) return undefined;
  if (listed.isPlainAt(place)) return promotion;
  return (wanted === 'holding' ? holdsNow(sale, promotion) : mayHoldNow(sale, promotion)) ? promotion : undefined;
}

/** The promotions of the turn that may hold and concern the line; of one group, where it is named by its index. */
export function candidatesOnLine(sale: WorkingSale, line: WorkingLine, turn: Turn, group?: number): readonly CompiledPromotion[] {
  const listed = ofTurn(line.promotions, turn);
  if (listed === undefined) return none;
  let found: CompiledPromotion[] = none;
  for (let place = 0; place < listed.length; place += 1) {
    const promotion = wantedAt(sale, listed, place, 'may-hold', group);
    if (promotion === undefined || !concernsLine(promotion, line, sale.facts)) continue;
    if (found.length === 0) found = [promotion];
    else found.push(promotion);
  }
  return found;
}

/** Does the promotion hold, or may it when its stage begins? */
export function mayHold(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return holdsPlainly(promotion.plain, sale.facts) && mayHoldNow(sale, promotion);
}

function mayHoldNow(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return promotion.looksAtNet ? promotion.mayHold(sale.facts) && hasRoomForCustomer(promotion, sale.facts) : holdsNow(sale, promotion);
}
