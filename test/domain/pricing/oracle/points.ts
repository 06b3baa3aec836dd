/** Points earned: of the money that the lines cost. */
import type { Promotion, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { divide, split, sum } from './arithmetic.ts';
import type { Entry, Stage } from './entries.ts';
import { promotionHolds } from './holds.ts';
import type { Line } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

type PointsReward = Extract<Reward, { kind: 'points-percent' | 'points-multiplier' | 'points-per-unit' | 'points-fixed' }>;

export interface Earned {
  promotion: Promotion;
  byLine: Map<Line, number>;
}

/** `base` is the money that a line earns on; only lines where it is above zero are asked. */
export function earn(entries: readonly Entry[], lines: readonly Line[], base: (line: Line) => number, world: World): Earned[] {
  const earning = lines.filter((line) => line.good?.noAccrual !== true && base(line) > 0);
  const percent = new Map<Line, number>();
  const given = (['percent', 'multiplier', 'per-unit'] as const).flatMap((stage) => {
    const earned = candidates(stage).map(({ entry, selected }) => giveTo(entry, selected.filter((line) => chosenFor(line, entry.group.id, stage)?.entry === entry || entry.group.mode === 'stack')));
    if (stage === 'percent') for (const { byLine } of earned) for (const [line, points] of byLine) percent.set(line, (percent.get(line) ?? 0) + points);
    return earned;
  });
  const fixed = candidates('fixed').map(({ entry, selected }) => giveTo(entry, entry.group.mode === 'stack' || chosenForReceipt(entry.group.id)?.entry === entry ? selected : []));
  return [...given, ...fixed].filter(({ byLine }) => byLine.size > 0);

  /** Promotions of the stage that hold, with the lines that earn by them. */
  function candidates(stage: Stage): { entry: Entry; selected: Line[]; height: number }[] {
    return entries
      .filter((entry) => entry.stage === stage && promotionHolds(entry.promotion, lines, world))
      .map((entry) => ({ entry, selected: earning.filter((line) => selects(entry.promotion.goods, line, line.left, world)) }))
      .map(({ entry, selected }) => ({ entry, selected, height: heightOf(entry.promotion.reward as PointsReward, sum(selected.map(base))) }));
  }

  function chosenFor(line: Line, groupId: string, stage: Stage): { entry: Entry } | undefined {
    const able = candidates(stage).filter(({ entry, selected, height }) => entry.group.id === groupId && height > 0 && selected.includes(line));
    return chosenOf(able);
  }

  function chosenForReceipt(groupId: string): { entry: Entry } | undefined {
    return chosenOf(candidates('fixed').filter(({ entry, selected, height }) => entry.group.id === groupId && height > 0 && selected.length > 0));
  }

  function giveTo({ promotion }: Entry, selected: readonly Line[]): Earned {
    const money = sum(selected.map(base));
    const reward = promotion.reward as PointsReward;
    switch (reward.kind) {
      case 'points-percent':
        return shared(divide(Math.max(0, money - (reward.aboveMinor ?? 0)), reward.basisPoints, 10_000 * world.bundle.points.valueMinor, 'floor'), base);
      case 'points-multiplier':
        return shared(divide(sum(selected.map(percentOf)), reward.factorBasisPoints - 10_000, 10_000, 'floor'), percentOf);
      case 'points-per-unit':
        return shared(divide(sum(selected.map(quantityOf)), reward.points, 1000, 'floor'), quantityOf);
      case 'points-fixed':
        return shared(selected.length > 0 ? reward.points : 0, base);
      default: return unreachable(reward);
    }

    function shared(points: number, weight: (line: Line) => number): Earned {
      const parts = split(points, selected.map(weight));
      return { promotion, byLine: new Map(selected.map((line, index): [Line, number] => [line, parts[index] ?? 0]).filter(([, part]) => part > 0)) };
    }
  }

  function percentOf(line: Line): number {
    return percent.get(line) ?? 0;
  }
}

function quantityOf({ basket }: Line): number {
  return basket.quantityMilli;
}

/** Of a `first` group the first; of a `best` group the highest, of equals the first. */
function chosenOf(able: readonly { entry: Entry; height: number }[]): { entry: Entry } | undefined {
  const highest = Math.max(...able.map(({ height }) => height));
  return able.find(({ entry, height }) => entry.group.mode === 'first' || height === highest);
}

/** What promotions of one group compete by: a percentage above a threshold by what it comes to on average. */
function heightOf(reward: PointsReward, money: number): number {
  switch (reward.kind) {
    case 'points-percent': return money <= (reward.aboveMinor ?? 0) ? 0 : divide(reward.basisPoints * 1_000_000, money - (reward.aboveMinor ?? 0), money, 'floor');
    case 'points-multiplier': return reward.factorBasisPoints - 10_000;
    case 'points-per-unit':
    case 'points-fixed': return reward.points;
    default: return unreachable(reward);
  }
}
