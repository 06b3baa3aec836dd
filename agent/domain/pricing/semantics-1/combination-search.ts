import { Combination } from './combination.ts';
import type { Component } from './components.ts';
import { isCoupled } from './coupling.ts';
import { applyDiscounts } from './discounts.ts';
import type { Choices, OpenChoice } from './find-choices.ts';
import type { Gathered } from './gather.ts';
import { discountLine } from './line-stage.ts';
import { reopenLines, reopenSale } from './open-sale.ts';
import { compareOutcomes, type Outcome, outcomeOf } from './outcome.ts';
import { pointsOfCombination } from './points-of-combination.ts';
import { turnOf } from '../../promotions/promotion-index.ts';
import type { UnitsReward } from '../../promotions/stages.ts';
import { discountUnits } from './units-stage.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** So many ways of combining are compared; where there are more, choices are made one after another. */
export const maxPlans = 1000;

/** A search over some choices: the best way, and the best of the others. */
export interface Compared {
  /** The lines that it decided about; undefined for the receipt */
  readonly lines: readonly WorkingLine[] | undefined;
  readonly best: Outcome;
  readonly next: Outcome | undefined;
}

/** One side for each choice, by its place among the sides, or `undecided`. */
type Plan = number[];
const undecided = -1;

/** A way to make all choices, with what it leads to. */
interface Way {
  readonly plan: Readonly<Plan>;
  readonly outcome: Outcome;
  /** That the sale would earn; only ties ask */
  points: number | undefined;
}

/** Finds the best way to make the open choices of one sale. */
export class CombinationSearch {
  exact = true;
  plans = 0;
  /** In some way for the receipt it matters what was chosen for lines apart */
  isCoupled = false;
  readonly compared: Compared[] = [];
  readonly #sale: WorkingSale;
  readonly #choices: readonly OpenChoice[];
  readonly #components: readonly Component[];
  /** The components cannot be looked at apart from the rest of the sale */
  readonly #isWhole: boolean;
  #plan: Plan;
  /** The places of the choices for the receipt */
  readonly #onReceipt: readonly number[];
  /** The places of the choices by priority */
  readonly #firsts: readonly number[];

  constructor(sale: WorkingSale, { choices }: Choices, components: readonly Component[], isWhole: boolean) {
    this.#sale = sale;
    this.#choices = choices;
    this.#components = components;
    this.#isWhole = isWhole;
    this.#plan = choices.map(() => 0);
    this.#onReceipt = choices.flatMap(({ line }, place) => (line === undefined ? [place] : []));
    this.#firsts = choices.flatMap(({ resolve }, place) => (resolve === 'first' ? [place] : []));
  }

  /**
   * Choices by priority, one after another, while those after it bind nobody: the first side that gives anything. Where only the last could, nobody needs to
   * be bound yet; at the end the sides that act together all the same are parted, the first of them staying.
   */
  decideFirsts(): void {
    this.#plan.fill(undecided);
    for (const place of this.#firsts) this.#plan[place] = this.#firstThatGives(place, this.#allSides(place).slice(0, -1));
    while (this.#firsts.some((place) => this.#plan[place] === undecided)) {
      this.#run();
      if (!this.partFirsts()) return;
    }
  }

  /** Parts the sides of a choice by priority that is not made and of which, as the lines stand, several act; false where there is none. */
  partFirsts(): boolean {
    const met = this.#firstMeeting();
    if (met === undefined) return false;
    // Beside another a side may have given what it does not give alone.
    const first = this.#firstThatGives(met.place, met.sides.slice(0, -1));
    this.#plan[met.place] = first === undecided ? (met.sides.at(-1) ?? undecided) : first;
    return true;
  }

  /** The first of the sides that gives anything where it binds the others; leaves it in the plan. */
  #firstThatGives(place: number, sides: readonly number[]): number {
    for (const side of sides) {
      this.#plan[place] = side;
      this.#run();
      if (this.#gives(place, side)) return side;
    }
    return undecided;
  }

  /** The first choice that is not made and of which two sides act, and these. */
  #firstMeeting(): { place: number; sides: readonly number[] } | undefined {
    for (const place of this.#firsts) {
      if (this.#plan[place] !== undecided) continue;
      const sides = this.#allSides(place).filter((side) => this.#gives(place, side));
      if (sides.length > 1) return { place, sides };
    }
    return undefined;
  }

  #allSides(place: number): number[] {
    return Array.from({ length: this.#sidesOf(place) }, (_, side) => side);
  }

  /** Choices for the customer: those for the receipt with the best of the lines for each way. */
  decideBest(): void {
    this.compared.length = 0;
    for (const [place, { resolve }] of this.#choices.entries()) if (resolve === 'best') this.#plan[place] = 0;
    const onReceipt = this.#onReceipt.filter((place) => this.#choices[place]?.resolve === 'best');
    const ways = this.#waysToChoose(onReceipt);
    const tries = ways > maxPlans ? onReceipt.reduce((sum, place) => sum + this.#sidesOf(place), 0) : ways;
    const forLines = Math.max(1, Math.floor(maxPlans / tries));
    this.#decide(onReceipt, undefined, maxPlans, () => {
      this.#decideLines(forLines, false);
      const outcome = this.#run();
      this.#askWhetherCoupled();
      return outcome;
    });
    this.#decideLines(forLines, true);
  }

  #askWhetherCoupled(): void {
    if (!this.#isWhole && !this.isCoupled) this.isCoupled = isCoupled(this.#sale, this.#components, this.combination());
  }

  /** Leaves the lines as the plan makes them. */
  apply(): void {
    this.#run();
    this.#askWhetherCoupled();
  }

  #decideLines(limit: number, isFinal: boolean): void {
    for (const component of this.#components) {
      const open = component.places.filter((place) => this.#choices[place]?.resolve === 'best');
      this.#decide(open, component.lines, limit, () => (this.#isWhole ? this.#run() : this.#runPart(component)), isFinal);
    }
  }

  /** Tries all ways to make the choices, or, where these are more than the limit, makes one choice after the other; leaves the best in the plan. */
  #decide(places: readonly number[], lines: readonly WorkingLine[] | undefined, limit: number, evaluate: () => Outcome, isFinal = true): void {
    if (places.length === 0) return;
    if (this.#waysToChoose(places) <= limit) {
      const { best, next } = this.#best(this.#allWays(places), places, evaluate);
      if (isFinal) this.compared.push({ lines, best, next });
      return;
    }
    this.exact = false;
    this.#best(this.#waysOfOne(places), places, evaluate);
    for (const place of places) this.#best(this.#waysOf(place), [place], evaluate);
  }

  #gives(place: number, side: number): boolean {
    const choice = this.#choices[place];
    const lines = choice?.line === undefined ? this.#sale.lines : [choice.line];
    const { promotions } = this.#sale.compiled;
    return lines.some(({ given }) => {
      for (let one = given; one !== undefined; one = one.before) if (choice?.sides[side]?.has(promotions.at(one.ordinal)) === true) return true;
      return false;
    });
  }

  #waysToChoose(places: readonly number[]): number {
    let ways = 1;
    for (const place of places) ways *= this.#sidesOf(place);
    return ways;
  }

  #sidesOf(place: number): number {
    return this.#choices[place]?.sides.length ?? 1;
  }

  #best(ways: Iterable<readonly number[]>, places: readonly number[], evaluate: () => Outcome): { best: Outcome; next: Outcome | undefined } {
    let best: Way | undefined;
    let next: Outcome | undefined;
    for (const sides of ways) {
      this.#set(places, sides);
      const outcome = evaluate();
      this.plans += 1;
      const way: Way = { plan: [...this.#plan], outcome, points: undefined };
      const isBetter = best === undefined || this.#isBetter(way, best, places);
      if (isBetter && best !== undefined) next = best.outcome;
      else if (!isBetter && (next === undefined || outcome.leftMinor < next.leftMinor)) next = outcome;
      if (isBetter) best = way;
    }
    if (best === undefined) throw new RangeError('there is always a way to combine promotions');
    this.#plan = [...best.plan];
    return { best: best.outcome, next };
  }

  #isBetter(way: Way, best: Way, places: readonly number[]): boolean {
    const earns = this.#sale.facts.customer !== undefined;
    const tieBreak = (): number => (earns ? this.#pointsOf(best) - this.#pointsOf(way) : 0) || this.#nobodies(way, places) - this.#nobodies(best, places);
    return compareOutcomes(way.outcome, best.outcome, tieBreak) < 0;
  }

  /** How often nobody gets anything: never only for a tie. */
  #nobodies({ plan }: Way, places: readonly number[]): number {
    return places.filter((place) => this.#choices[place]?.sides[plan[place] ?? 0]?.size === 0).length;
  }

  #pointsOf(way: Way): number {
    if (way.points === undefined) {
      this.#plan = [...way.plan];
      this.#run();
      way.points = pointsOfCombination(this.#sale);
    }
    return way.points;
  }

  #set(places: readonly number[], sides: readonly number[]): void {
    for (const [index, place] of places.entries()) this.#plan[place] = sides[index] ?? 0;
  }

  *#allWays(places: readonly number[]): Generator<number[]> {
    const sides = places.map(() => 0);
    for (;;) {
      yield sides;
      let at = places.length - 1;
      for (; at >= 0; at -= 1) {
        const side = (sides[at] ?? 0) + 1;
        sides[at] = side;
        if (side < this.#sidesOf(places[at] ?? -1)) break;
        sides[at] = 0;
      }
      if (at < 0) return;
    }
  }

  /** The first side everywhere; then for each promotion its side wherever it has one, and the first elsewhere. */
  *#waysOfOne(places: readonly number[]): Generator<number[]> {
    yield places.map(() => 0);
    const promotions = new Set(places.flatMap((place) => (this.#choices[place]?.sides ?? []).flatMap((side) => [...side])));
    for (const promotion of promotions) yield places.map((place) => Math.max(0, this.#choices[place]?.sides.findIndex((side) => side.has(promotion)) ?? 0));
  }

  *#waysOf(place: number): Generator<number[]> {
    for (let side = 0; side < this.#sidesOf(place); side += 1) yield [side];
  }

  /** By the plan as it is, with no claims yet. */
  combination(): Combination {
    return this.#combination(this.#choices.keys());
  }

  #combination(places: Iterable<number>): Combination {
    const combination = new Combination(this.#sale);
    for (const place of places) {
      const choice = this.#choices[place];
      const side = this.#plan[place] ?? undecided;
      if (choice !== undefined && side !== undecided) combination.choose(choice, side);
    }
    return combination;
  }

  /** The whole sale by the plan. */
  #run(): Outcome {
    reopenSale(this.#sale);
    applyDiscounts(this.#sale, this.combination());
    return outcomeOf(this.#sale.lines);
  }

  /** The component's lines by the plan, with nothing that other lines have a part in. */
  #runPart({ places, lines, units }: Component): Outcome {
    const combination = this.#combination([...this.#onReceipt, ...places]);
    reopenLines(lines);
    for (const round of [0, 1] as const) {
      for (const line of lines) discountLine(this.#sale, line, turnOf('line', round), combination);
      for (const gathered of units) if (gathered.promotion.round === round) discountUnits(this.#sale, gathered as Gathered<UnitsReward>, combination);
    }
    return outcomeOf(lines);
  }
}
