import type { Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import { divide, sum } from './arithmetic.ts';
import { type Line, roomOf } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

/** What a promotion on the basket would take off these lines together, and which they are. */
export function wishOnBasket({ reward, goods }: Promotion, open: readonly Line[], world: World): { lines: Line[]; amount: number } {
  const lines = open.filter((line) => line.good?.noDiscount !== true && selects(goods, line, line.left, world));
  const left = sum(lines.map((line) => line.left));
  return { lines, amount: Math.min(wanted(), sum(lines.map(roomOf))) };

  function wanted(): number {
    if (reward.kind === 'basket-percent') return percent(reward.basisPoints);
    if (reward.kind === 'basket-amount') return reward.amountMinor;
    if (reward.kind !== 'spend-ladder') return 0;
    const atStage = sum(lines.map((line) => line.atStage));
    const step = reward.steps.filter(({ minMinor }) => minMinor <= atStage).toSorted((a, b) => b.minMinor - a.minMinor)[0];
    if (step === undefined) return 0;
    return step.off.kind === 'percent' ? percent(step.off.basisPoints) : step.off.amountMinor;
  }

  function percent(basisPoints: number): number {
    return divide(left, basisPoints, 10_000, 'half-up');
  }
}
