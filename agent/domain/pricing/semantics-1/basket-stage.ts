import { allocateWithin } from '../../money/allocate-within.ts';
import { mulDiv } from '../../money/mul-div.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Turn } from '../../promotions/promotion-index.ts';
import type { BasketReward } from '../../promotions/stages.ts';
import type { Combination } from './combination.ts';
import { gather } from './gather.ts';
import { type BasketSum, BasketSums } from './basket-sums.ts';
import { before, give, withinLimits } from './give.ts';
import { roomOf, type WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** A promotion on the basket with what it would take off now, of which lines. */
interface BasketDiscount {
  readonly promotion: CompiledPromotion;
  readonly lines: readonly WorkingLine[];
  readonly amountMinor: number;
}

/** Discounts on the basket, apportioned to the lines; of a group with a choice one for the receipt. */
export function applyBasketStage(sale: WorkingSale, turn: Turn, combination: Combination | undefined): void {
  const gathered = gather<BasketReward>(sale, turn);
  if (gathered.length === 0) return;
  const sums = new BasketSums(sale, combination);
  const contenders = new Contenders();
  for (let place = 0; place < gathered.length; place += 1) {
    const one = gathered[place];
    if (one === undefined) return;
    const { promotion, lines } = one;
    const { group } = promotion;
    if (group.mode !== 'first' || contenders.winner === undefined) {
      const sum = sums.of(promotion, lines);
      contenders.add(promotion, sum.lines, discountNow(sale, promotion, sum));
    }
    // The promotions of a group follow one another; in a group without a choice each acts by itself.
    if (group.mode !== 'stack' && gathered[place + 1]?.promotion.group === group) continue;
    const { winner } = contenders;
    if (winner !== undefined) {
      take(winner, combination);
      sale.acts.push(winner);
      sums.forget();
      // Only a group that chooses the best ever has several.
      if (contenders.count > 1) sale.basketChoices.push(contenders.choice(winner));
    }
    contenders.forget();
  }
}

/** The promotions of a group that would take anything off. Of a hundred on the same lines only the best is kept. */
class Contenders {
  winner: BasketDiscount | undefined;
  count = 0;
  /** The best of each list of lines */
  #bests: BasketDiscount[] = none;

  add(promotion: CompiledPromotion, lines: readonly WorkingLine[], amountMinor: number): void {
    if (amountMinor === 0) return;
    this.count += 1;
    let place = 0;
    while (place < this.#bests.length && this.#bests[place]?.lines !== lines) place += 1;
    if (amountMinor <= (this.#bests[place]?.amountMinor ?? 0)) return;
    const discount = { promotion, lines, amountMinor };
    if (this.#bests.length === 0) this.#bests = [discount];
    else this.#bests[place] = discount;
    if (amountMinor > (this.winner?.amountMinor ?? 0)) this.winner = discount;
  }

  choice(winner: BasketDiscount): WorkingSale['basketChoices'][number] {
    const { promotion: { ordinal }, amountMinor } = winner;
    if (this.#bests.length === 1) return { ordinal, lines: winner.lines, isTie: false };
    const lines = [...new Set(this.#bests.flatMap((best) => best.lines))];
    return { ordinal, lines, isTie: this.#bests.some((other) => other !== winner && other.amountMinor === amountMinor) };
  }

  forget(): void {
    this.winner = undefined;
    this.count = 0;
    this.#bests = none;
  }
}

const none: never[] = [];

function discountNow(sale: WorkingSale, promotion: CompiledPromotion<BasketReward>, sums: BasketSum): number {
  return withinLimits(sale, promotion, Math.min(wantedDiscount(promotion.reward, sums), sums.roomMinor));
}

function take({ promotion, lines, amountMinor }: BasketDiscount, combination: Combination | undefined): void {
  give(promotion, lines, allocateWithin(amountMinor, lines.map((line) => line.leftMinor), lines.map(roomOf), before(lines)), amountMinor);
  combination?.claim(promotion, lines);
}

/** Before limits and floors. */
export function wantedDiscount(reward: BasketReward, sums: BasketSum): number {
  switch (reward.kind) {
    case 'basket-percent':
      return percentOff(sums, reward.basisPoints);
    case 'basket-amount':
      return reward.amountMinor;
    case 'spend-ladder':
      return ladderOff(reward.steps, sums);
    default:
      return unreachable(reward);
  }
}

function percentOff({ leftMinor }: BasketSum, basisPoints: number): number {
  return mulDiv(leftMinor, basisPoints, 10_000, 'half-up');
}

/** The highest step that the goods reached when the stage began. */
function ladderOff(steps: Extract<BasketReward, { kind: 'spend-ladder' }>['steps'], sums: BasketSum): number {
  let reached: (typeof steps)[number] | undefined;
  for (const step of steps) if (step.minMinor <= sums.stageMinor && (reached === undefined || step.minMinor > reached.minMinor)) reached = step;
  if (reached === undefined) return 0;
  return reached.off.kind === 'percent' ? percentOff(sums, reached.off.basisPoints) : reached.off.amountMinor;
}
