import type { Reward } from '../../promotions/promotion.ts';
import { type Earning, onSomeLines } from './earning.ts';
import type { PointsRule } from './points-rules.ts';

/** Of the promotions of one stage, those that give points, each with the lines that it has. */
export type ChoosePoints = <R extends Reward>(earnings: readonly Earning<R>[], rule: PointsRule<R>) => readonly Earning<R>[];

/** Line by line: a line goes to the first of its group, or to the best; of equals to the first. */
export const chooseByLine: ChoosePoints = (earnings, rule) => byGroup(earnings, (contenders, mode) => shareOutLines(contenders, mode, rule));

/** One of each group for the receipt: the first, or the best; of equals the first. */
export const chooseForReceipt: ChoosePoints = (earnings, rule) => byGroup(earnings, (contenders, mode) => oneOf(contenders, mode, rule));

type Choosing = 'first' | 'best';

function byGroup<R extends Reward>(earnings: readonly Earning<R>[], choose: (contenders: readonly Earning<R>[], mode: Choosing) => readonly Earning<R>[]): readonly Earning<R>[] {
  if (earnings.every(({ promotion }) => promotion.group.mode === 'stack')) return earnings;
  // The promotions of a group follow one another: where the first and the last are of one group, all are.
  const only = earnings[0]?.promotion.group;
  if (only !== undefined && only.mode !== 'stack' && earnings.at(-1)?.promotion.group === only) return choose(earnings, only.mode);
  const chosen: Earning<R>[] = [];
  // The promotions of a group follow one another.
  for (let from = 0, to = 0; from < earnings.length; from = to) {
    const group = earnings[from]?.promotion.group;
    while (earnings[to]?.promotion.group === group && to < earnings.length) to += 1;
    const contenders = earnings.slice(from, to);
    chosen.push(...(group === undefined || group.mode === 'stack' ? contenders : choose(contenders, group.mode)));
  }
  return chosen;
}

function shareOutLines<R extends Reward>(contenders: readonly Earning<R>[], mode: Choosing, rule: PointsRule<R>): Earning<R>[] {
  const [only] = contenders;
  if (only !== undefined && contenders.length === 1) return worthOf(only, rule) === 0 ? [] : [only];
  /** By the line's place in the basket */
  const winners: Earning<R>[] = [];
  const worths: number[] = [];
  for (const earning of contenders) {
    const worth = worthOf(earning, rule);
    if (worth === 0) continue;
    for (const { index } of earning.lines) {
      if (winners[index] !== undefined && (mode === 'first' || worth <= (worths[index] ?? 0))) continue;
      winners[index] = earning;
      worths[index] = worth;
    }
  }
  return contenders.filter((earning) => winners.includes(earning)).map((earning) => onSomeLines(earning, ({ index }) => winners[index] === earning));
}

function oneOf<R extends Reward>(contenders: readonly Earning<R>[], mode: Choosing, rule: PointsRule<R>): Earning<R>[] {
  let winner: Earning<R> | undefined;
  let winnersWorth = 0;
  for (const earning of contenders) {
    const worth = worthOf(earning, rule);
    if (worth <= winnersWorth) continue;
    winner = earning;
    winnersWorth = worth;
    if (mode === 'first') break;
  }
  return winner === undefined ? [] : [winner];
}

function worthOf<R extends Reward>({ promotion, weight }: Earning<R>, rule: PointsRule<R>): number {
  return weight === 0 ? 0 : rule.worthOf(promotion.reward, weight);
}
