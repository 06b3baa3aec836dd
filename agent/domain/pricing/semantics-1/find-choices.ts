import { type CompiledPromotion, concernsLine } from '../../promotions/compiled-promotion.ts';
import { type Turn, turnOf } from '../../promotions/promotion-index.ts';
import type { Choice } from './combination.ts';
import { gather, type Gathered, mayHold } from './gather.ts';
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

const goodsTurns: readonly Turn[] = [turnOf('line', 0), turnOf('units', 0), turnOf('line', 1), turnOf('units', 1)];
const unitsTurns: readonly Turn[] = [turnOf('units', 0), turnOf('units', 1)];
const basketTurns: readonly Turn[] = [turnOf('basket', 0), turnOf('basket', 1)];

/**
 * What must be chosen in this sale: first for the receipt, then for lines, whose order in the basket decides nothing.
 * `apart`: what a stage could decide for each line by itself becomes a choice as well, and so does taking nothing.
 */
export function findChoices(sale: WorkingSale, apart: boolean): Choices {
  const { contests } = sale.compiled;
  const isContested = contests.groups.size > 0 || contests.exclusions.length > 0 || contests.exclusives.length > 0;
  if (!isContested && !apart) return nothing;
  const candidates = new Candidates(sale);
  const units = candidates.of(unitsTurns);
  const found = [...exclusiveChoices(candidates), ...exclusionChoices(candidates), ...groupChoices(candidates, units, apart)];
  const onReceipt = found.filter(({ line }) => line === undefined);
  const onLines = found.filter(({ line }) => line !== undefined).toSorted((a, b) => (a.line === undefined || b.line === undefined ? 0 : compareLines(a.line, b.line)));
  return { choices: [...onReceipt, ...onLines], units };
}

const nothing: Choices = { choices: [], units: [] };

/** The promotions that may hold, as the sale stands before anything is chosen. */
class Candidates {
  readonly sale: WorkingSale;
  readonly #byTurn: (readonly Gathered[] | undefined)[] = [];

  constructor(sale: WorkingSale) {
    this.sale = sale;
  }

  of(turns: readonly Turn[]): Gathered[] {
    return turns.flatMap((turn) => this.ofTurn(turn));
  }

  ofTurn(turn: Turn): readonly Gathered[] {
    return (this.#byTurn[turn] ??= gather(this.sale, turn, 'may-hold'));
  }
}

/** A promotion that wants to be alone, against all others. */
function exclusiveChoices(candidates: Candidates): OpenChoice[] {
  const { exclusives } = candidates.sale.compiled.contests;
  if (exclusives.length === 0) return [];
  const all = candidates.of([...goodsTurns, ...basketTurns]);
  return exclusives.flatMap((exclusive): OpenChoice[] => {
    const own = all.find(({ promotion }) => promotion === exclusive);
    const { on = 'line', resolve = 'best' } = exclusive.promotion.exclusive ?? {};
    if (own === undefined) return [];
    const others = all.filter((other) => other !== own);
    return contend(on, resolve === 'best' ? 'best' : 'first', [own], others);
  });
}

function exclusionChoices(candidates: Candidates): OpenChoice[] {
  const { exclusions } = candidates.sale.compiled.contests;
  if (exclusions.length === 0) return [];
  const all = candidates.of([...goodsTurns, ...basketTurns]);
  return exclusions.flatMap(({ groups: [a, b], on, resolve }) => contend(on, resolve, all.filter(isOfGroup(a)), all.filter(isOfGroup(b))));
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
function groupChoices(candidates: Candidates, units: readonly Gathered[], apart: boolean): OpenChoice[] {
  const { sale } = candidates;
  const { groups } = sale.compiled.contests;
  const contested = new Set<number>(apart ? localGroups(sale) : []);
  for (const index of groups) contested.add(index);
  if (contested.size === 0) return [];
  const basket = sale.compiled.contests.hasBasket || apart ? candidates.of(basketTurns) : [];
  return [...contested].toSorted((a, b) => a - b).flatMap((index) => {
    const group = sale.compiled.groups[index];
    if (group === undefined || (group.mode !== 'best' && group.on === 'line')) return [];
    const goods = group.on === 'receipt' || basket.some(isOfGroup(index)) ? candidates.of(goodsTurns).filter(isOfGroup(index)) : [];
    return group.on === 'receipt'
      ? onReceipt(group.mode === 'best' ? 'best' : 'first', inOrder([...goods, ...basket.filter(isOfGroup(index))]).map((one) => promotionsOf([one])))
      : [...goodsOrBasket(goods, basket.filter(isOfGroup(index)), apart), ...goodsChoices(candidates, index, units.filter(isOfGroup(index)), apart)];
  });
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
function goodsChoices(candidates: Candidates, group: number, units: readonly Gathered[], apart: boolean): OpenChoice[] {
  const { sale } = candidates;
  return contestedLines(candidates, group, units, apart).flatMap((line): OpenChoice[] => {
    const ofLine = line.takesDiscounts ? ([0, 1] as const).map((round) => lineCandidates(sale, line, group, turnOf('line', round))) : [];
    const sides = [
      ...ofLine.filter((one) => one.length > 0).flatMap((one) => (apart ? one.map((promotion) => new Set([promotion])) : [new Set(one)])),
      ...units.filter(isOn(line)).filter(({ promotion }) => mayUse(promotion, line, sale.facts)).map((one) => promotionsOf([one])),
    ];
    const all = apart && sides.length > 0 ? [...sides, nobody] : sides;
    return all.length > 1 ? [{ line, resolve: 'best', sides: all }] : [];
  });
}

/** Where a promotion of another turn than the line stage's first may want the line. */
function contestedLines(candidates: Candidates, group: number, units: readonly Gathered[], apart: boolean): readonly WorkingLine[] {
  if (apart) return candidates.sale.lines;
  const withCoupon = candidates.ofTurn(turnOf('line', 1)).filter(isOfGroup(group));
  return [...new Set([...units, ...withCoupon].flatMap(({ lines }) => lines))];
}

function lineCandidates(sale: WorkingSale, line: WorkingLine, group: number, turn: Turn): CompiledPromotion[] {
  const promotions = line.promotions.byTurn[turn]?.promotions ?? [];
  return promotions.filter((promotion) => promotion.group.index === group && mayHold(sale, promotion) && concernsLine(promotion, line, sale.facts));
}

/** Groups of mode `best` that the line stage decides by itself. */
function localGroups({ compiled }: WorkingSale): number[] {
  return compiled.groups.filter(({ mode }) => mode === 'best').map(({ index }) => index);
}

function promotionsOf(gathered: readonly Gathered[]): ReadonlySet<CompiledPromotion> {
  return new Set(gathered.map(({ promotion }) => promotion));
}

function isOfGroup(index: number): (gathered: Gathered) => boolean {
  return ({ promotion }) => promotion.group.index === index;
}

function isOn(line: WorkingLine): (gathered: Gathered) => boolean {
  return ({ lines }) => lines.includes(line);
}
