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
  const sums = new BasketSums(sale, combination);
  let winner: BasketDiscount | undefined;
  let contenders: BasketDiscount[] = [];
  for (const [place, { promotion, lines }] of gathered.entries()) {
    const { group } = promotion;
    if (group.mode !== 'first' || winner === undefined) {
      const discount = discountNow(sale, promotion, sums.of(promotion, lines));
      if (discount.amountMinor > (winner?.amountMinor ?? 0)) winner = discount;
      if (discount.amountMinor > 0) contenders.push(discount);
    }
    // The promotions of a group follow one another; in a group without a choice each acts by itself.
    if (group.mode !== 'stack' && gathered[place + 1]?.promotion.group === group) continue;
    if (winner !== undefined) {
      take(winner, combination);
      sale.acts.push(winner);
      sums.forget();
      if (group.mode === 'best' && contenders.length > 1) sale.basketChoices.push(choiceOf(winner, contenders));
    }
    winner = undefined;
    contenders = [];
  }
}

function discountNow(sale: WorkingSale, promotion: CompiledPromotion<BasketReward>, sums: BasketSum): BasketDiscount {
  const wantedMinor = Math.min(wantedDiscount(promotion.reward, sums), sums.roomMinor);
  return { promotion, lines: sums.lines, amountMinor: withinLimits(sale, promotion, wantedMinor) };
}

function take({ promotion, lines, amountMinor }: BasketDiscount, combination: Combination | undefined): void {
  give(promotion, lines, allocateWithin(amountMinor, lines.map((line) => line.leftMinor), lines.map(roomOf), before(lines)), amountMinor);
  combination?.claim(promotion, lines);
}

function choiceOf(winner: BasketDiscount, contenders: readonly BasketDiscount[]): WorkingSale['basketChoices'][number] {
  const { ordinal } = winner.promotion;
  if (contenders.every(({ lines }) => lines === winner.lines)) return { ordinal, lines: winner.lines, isTie: false };
  const lines = [...new Set(contenders.flatMap((contender) => contender.lines))];
  return { ordinal, lines, isTie: contenders.some((other) => other !== winner && other.amountMinor === winner.amountMinor && other.lines !== winner.lines) };
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
