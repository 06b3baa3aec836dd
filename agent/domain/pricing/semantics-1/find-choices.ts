import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { type Turn, turnCount, turnOf } from '../../promotions/promotion-index.ts';
import type { Choice } from './combination.ts';
import { candidatesOnLine, gather, type Gathered } from './gather.ts';
import { mayUse } from './may-use.ts';
import { compareLines, type WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** A choice that must be made before the stages run, because it is between promotions of several of them. */
export interface OpenChoice extends Choice {
  /** `first`: the first side that gives anything wins; `best`: the one that is best for the customer */
  readonly resolve: 'first' | 'best';
}

export interface Choices {
  readonly choices: readonly OpenChoice[];
  /** The promotions on units that this sale may get, with the lines that they concern */
  readonly units: readonly Gathered[];
}

/** Of promotions on units of several lines, in their order. */
export const unitsTurns: readonly Turn[] = [turnOf('units', 0), turnOf('units', 1)];
/** All but the line stage's first. */
const laterTurns: readonly Turn[] = [...unitsTurns, turnOf('line', 1), turnOf('basket', 0), turnOf('basket', 1)];
const lineTurns: readonly Turn[] = [turnOf('line', 0), turnOf('line', 1)];
const discountTurns: readonly Turn[] = [turnOf('line', 0), turnOf('units', 0), turnOf('line', 1), turnOf('units', 1), turnOf('basket', 0), turnOf('basket', 1)];

/**
 * What must be chosen in this sale: first for the receipt, then for lines, whose order in the basket decides nothing.
 * `apart`: what a stage could decide for each line by itself becomes a choice as well, and so does taking nothing.
 */
export function findChoices(sale: WorkingSale, apart: boolean): Choices {
  const { contests } = sale.compiled;
  const isContested = contests.groups.size > 0 || contests.exclusions.length > 0 || contests.exclusives.length > 0;
  if (!isContested && !apart) return nothing;
  const candidates = new Candidates(sale);
  const found = [...exclusiveChoices(candidates), ...exclusionChoices(candidates), ...groupChoices(candidates, apart)];
  if (found.length === 0) return nothing;
  const onReceipt = found.filter(({ line }) => line === undefined);
  const onLines = found.filter(({ line }) => line !== undefined).toSorted((a, b) => (a.line === undefined || b.line === undefined ? 0 : compareLines(a.line, b.line)));
  return { choices: [...onReceipt, ...onLines], units: unitsTurns.flatMap((turn) => gather(sale, turn, 'may-hold')) };
}

const nothing: Choices = { choices: [], units: [] };

/** The promotions that may hold, as the sale stands before anything is chosen. Each turn of each group is looked at when it is asked for: most sales have nothing to choose, and few turns show that. */
class Candidates {
  readonly sale: WorkingSale;
  readonly #found = new Map<number, readonly Gathered[]>();

  constructor(sale: WorkingSale) {
    this.sale = sale;
  }

  /** On goods, then on the basket. */
  all(): Gathered[] {
    return discountTurns.flatMap((turn) => gather(this.sale, turn, 'may-hold'));
  }

  ofGroup(index: number, turns: readonly Turn[] = discountTurns): readonly Gathered[] {
    const possible = this.sale.turns & (this.sale.compiled.contests.turns[index] ?? 0);
    let found = none;
    for (const turn of turns) {
      if ((possible & (1 << turn)) === 0) continue;
      const ofTurn = this.#ofTurn(index, turn);
      if (ofTurn.length > 0) found = found.length === 0 ? ofTurn : [...found, ...ofTurn];
    }
    return found;
  }

  #ofTurn(index: number, turn: Turn): readonly Gathered[] {
    const key = index * turnCount + turn;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = gather(this.sale, turn, 'may-hold', index);
    this.#found.set(key, found);
    return found;
  }
}

const none: readonly Gathered[] = [];

/** A promotion that wants to be alone, against all others. */
function exclusiveChoices(candidates: Candidates): OpenChoice[] {
  const own = candidates.sale.compiled.contests.exclusives.flatMap((exclusive) => candidates.ofGroup(exclusive.group.index).filter(({ promotion }) => promotion === exclusive));
  if (own.length === 0) return [];
  const all = candidates.all();
  return own.flatMap((one): OpenChoice[] => {
    const { on = 'line', resolve = 'best' } = one.promotion.promotion.exclusive ?? {};
    return contend(on, resolve === 'best' ? 'best' : 'first', [one], all.filter(({ promotion }) => promotion !== one.promotion));
  });
}

function exclusionChoices(candidates: Candidates): OpenChoice[] {
  return candidates.sale.compiled.contests.exclusions.flatMap(({ groups: [a, b], on, resolve }) => {
    const others = candidates.ofGroup(b);
    return others.length === 0 ? [] : contend(on, resolve, candidates.ofGroup(a), others);
  });
}

/** One side against the other, on the receipt or on each line that both may act on. */
function contend(on: 'line' | 'receipt', resolve: OpenChoice['resolve'], one: readonly Gathered[], other: readonly Gathered[]): OpenChoice[] {
  if (one.length === 0 || other.length === 0) return [];
  if (on === 'receipt') return [{ line: undefined, resolve, sides: [promotionsOf(one), promotionsOf(other)] }];
  const others = new Set(other.flatMap(({ lines }) => lines));
  const shared = new Set(one.flatMap(({ lines }) => lines).filter((line) => others.has(line) && line.takesDiscounts));
  return [...shared].map((line) => ({ line, resolve, sides: [promotionsOf(one.filter(isOn(line))), promotionsOf(other.filter(isOn(line)))] }));
}

/** Groups of mode `best` whose promotions act in several stages, and those of which the receipt takes one; of mode `first` the others are decided as they come (`Combination.claim`). */
function groupChoices(candidates: Candidates, apart: boolean): OpenChoice[] {
  const { sale } = candidates;
  const { groups } = sale.compiled.contests;
  const contested = new Set<number>(apart ? localGroups(sale) : []);
  for (const index of groups) contested.add(index);
  if (contested.size === 0) return [];
  return [...contested].toSorted((a, b) => a - b).flatMap((index) => {
    const group = sale.compiled.groups[index];
    if (group === undefined || (group.mode !== 'best' && group.on === 'line')) return [];
    // What only the line stage's first turn has it decides itself.
    if (group.on === 'line' && !apart && candidates.ofGroup(index, laterTurns).length === 0) return [];
    const own = candidates.ofGroup(index);
    return group.on === 'receipt'
      ? onReceipt(group.mode === 'best' ? 'best' : 'first', inOrder(own).map((one) => promotionsOf([one])))
      : [...goodsOrBasket(own.filter((one) => !isOnBasket(one)), own.filter(isOnBasket), apart), ...goodsChoices(sale, index, own, apart)];
  });
}

function isOnBasket({ promotion }: Gathered): boolean {
  return promotion.stage === 'basket';
}

/** The receipt takes the group's promotions on goods, or one of those on the basket. Of those on the basket alone their stage chooses. */
function goodsOrBasket(goods: readonly Gathered[], basket: readonly Gathered[], apart: boolean): OpenChoice[] {
  const isOneTurn = new Set(basket.map(({ promotion }) => promotion.round)).size === 1;
  if (basket.length === 0 || (goods.length === 0 && isOneTurn && !apart)) return [];
  const sides = [...(goods.length === 0 ? [] : [promotionsOf(goods)]), ...basket.map((one) => promotionsOf([one]))];
  return onReceipt('best', apart ? [...sides, nobody] : sides);
}

const nobody: ReadonlySet<CompiledPromotion> = new Set();

function onReceipt(resolve: OpenChoice['resolve'], sides: readonly ReadonlySet<CompiledPromotion>[]): OpenChoice[] {
  return sides.length < 2 ? [] : [{ line: undefined, resolve, sides }];
}

function inOrder(gathered: readonly Gathered[]): Gathered[] {
  return gathered.toSorted((a, b) => a.promotion.ordinal - b.promotion.ordinal);
}

/** Each line takes one promotion on goods of the group. What acts on the line in one turn is one side, unless told apart: the stage takes the best of them. */
function goodsChoices(sale: WorkingSale, group: number, own: readonly Gathered[], apart: boolean): OpenChoice[] {
  const units = own.filter(({ promotion }) => promotion.stage === 'units');
  return contestedLines(sale, own, apart).flatMap((line): OpenChoice[] => {
    const sides: ReadonlySet<CompiledPromotion>[] = [];
    for (const turn of line.takesDiscounts ? lineTurns : []) {
      const ofLine = candidatesOnLine(sale, line, turn, group);
      if (apart) for (const promotion of ofLine) sides.push(new Set([promotion]));
      else if (ofLine.length > 0) sides.push(new Set(ofLine));
    }
    for (const { promotion, lines } of units) if (lines.includes(line) && mayUse(promotion, line, sale.facts)) sides.push(new Set([promotion]));
    if (apart && sides.length > 0) sides.push(nobody);
    return sides.length > 1 ? [{ line, resolve: 'best', sides }] : [];
  });
}

/** Where a promotion of another turn than the line stage's first may want the line. */
function contestedLines({ lines }: WorkingSale, own: readonly Gathered[], apart: boolean): readonly WorkingLine[] {
  if (apart) return lines;
  const elsewhere = own.filter(({ promotion: { stage, round } }) => stage === 'units' || (stage === 'line' && round === 1));
  return [...new Set(elsewhere.flatMap((one) => one.lines))];
}

/** Groups of mode `best` that the line stage decides by itself. */
function localGroups({ compiled }: WorkingSale): number[] {
  return compiled.groups.filter(({ mode }) => mode === 'best').map(({ index }) => index);
}

function promotionsOf(gathered: readonly Gathered[]): ReadonlySet<CompiledPromotion> {
  return new Set(gathered.map(({ promotion }) => promotion));
}

function isOn(line: WorkingLine): (gathered: Gathered) => boolean {
  return ({ lines }) => lines.includes(line);
}
