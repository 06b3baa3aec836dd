import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Reason } from '../../trace.ts';
import { mostUnits } from '../units/buy-get.ts';
import { countUnits } from '../units/unit-pool.ts';
import type { UnitsRewardOf } from '../units/units-reward.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { describeOff, describeWanted } from './describe-goods.ts';
import { nextSetOf } from './next-set.ts';
import { reason } from './reason.ts';
import { unreachable } from '../../../unreachable.ts';

/** Whether the goods are enough for the reward, and what is missing for it or for more of it. */
export interface NextStep {
  readonly isReached: boolean;
  readonly reasons: Reason[];
}

const reached: NextStep = { isReached: true, reasons: [] };

/** `lines` are those on which the promotion may act. */
export function nextStepOf(sale: WorkingSale, promotion: CompiledPromotion, lines: readonly WorkingLine[]): NextStep {
  const { reward, limits } = promotion;
  const wanted = describeWanted(promotion.promotion.goods, sale.compiled);
  switch (reward.kind) {
    case 'nth-unit':
      return repeated(Math.floor(countUnits(lines) / reward.every), limits.times, [more('more.units', reward.every - (countUnits(lines) % reward.every), wanted)]);
    case 'some-units':
      return countUnits(lines) >= reward.count ? reached : { isReached: lines.length > 0, reasons: [more('more.units', reward.count - countUnits(lines), wanted)] };
    case 'buy-get':
      return buyGetStep(sale, promotion, reward, lines);
    case 'sets':
      return nextSetOf(sale, promotion, reward, lines);
    case 'quantity-tiers': {
      let milli = 0;
      for (const line of lines) milli += line.quantityMilli;
      const step = nextOf(reward.tiers, ({ minMilli }) => minMilli, milli);
      return { isReached: reward.tiers.some(({ minMilli }) => minMilli <= milli), reasons: step === undefined ? [] : [reason('more.quantity', { missingMilli: step.minMilli - milli }, [describeOff(step.off)])] };
    }
    case 'spend-ladder': {
      let spentMinor = 0;
      for (const line of lines) spentMinor += line.stageMinor;
      const step = nextOf(reward.steps, ({ minMinor }) => minMinor, spentMinor);
      return { isReached: reward.steps.some(({ minMinor }) => minMinor <= spentMinor), reasons: step === undefined ? [] : [reason('more.sum', { missingMinor: step.minMinor - spentMinor }, [describeOff(step.off)])] };
    }
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
    case 'gift':
    case 'basket-percent':
    case 'basket-amount':
    case 'round-down':
    case 'points-percent':
    case 'points-fixed':
    case 'points-per-unit':
    case 'points-multiplier':
    case 'issue-coupon':
    case 'message':
      return reached;
    default:
      return unreachable(reward);
  }
}

function more(key: 'more.units' | 'more.to-buy' | 'more.to-get', missingUnits: number, goods: Reason): Reason {
  return reason(key, { missingUnits }, [goods]);
}

/** A reward that comes again and again: what is missing for the next time, unless its limit is reached. */
function repeated(times: number, limit: number | undefined, missing: Reason[]): NextStep {
  if (limit !== undefined && times >= limit) return { isReached: true, reasons: [timesLimit(limit)] };
  return { isReached: times > 0, reasons: missing };
}

function timesLimit(limitTimes: number): Reason {
  return reason('room.times-limit', { limitTimes });
}

function nextOf<T>(steps: readonly T[], thresholdOf: (step: T) => number, now: number): T | undefined {
  return steps.filter((step) => thresholdOf(step) > now).toSorted((a, b) => thresholdOf(a) - thresholdOf(b))[0];
}

/** By how many units the next time fails: Hall's condition once more (`timesOf` of buy-get). */
function buyGetStep({ facts, compiled }: WorkingSale, { selects, buys, limits, promotion }: CompiledPromotion, reward: UnitsRewardOf<'buy-get'>, lines: readonly WorkingLine[]): NextStep {
  const { buy, buyUnits, getUnits, complete } = reward;
  const bought = describeWanted(buy, compiled);
  const got = describeWanted(promotion.goods, compiled);
  const toBuy = countUnits(lines.filter((line) => buys?.(line, facts) === true));
  const toGet = countUnits(lines.filter((line) => line.takesDiscounts && selects(line, facts)));
  const all = countUnits(lines);
  const least = complete === true ? getUnits : 1;
  const times = Math.min(Math.floor(toBuy / buyUnits), Math.floor((toGet + getUnits - least) / getUnits), Math.floor((all + getUnits - least) / (buyUnits + getUnits)));
  const notGot = Math.max(times * getUnits - toGet, times * (buyUnits + getUnits) - all);
  const most = mostUnits(reward, limits);
  const gotUnits = times * getUnits - Math.max(0, notGot);
  if (gotUnits >= most) return { isReached: true, reasons: [limits.times !== undefined && limits.times * getUnits === most ? timesLimit(limits.times) : reason('room.unit-limit', { limitUnits: most })] };
  if (notGot > 0) return { isReached: true, reasons: [more('more.to-get', Math.min(notGot, most - gotUnits), got)] };
  const missingToBuy = Math.max(0, (times + 1) * buyUnits - toBuy);
  const missingToGet = Math.max(0, times * getUnits + least - toGet, (times + 1) * buyUnits + times * getUnits + least - all - missingToBuy);
  return { isReached: times > 0, reasons: [
    ...(missingToBuy > 0 ? [more('more.to-buy', missingToBuy, bought)] : []),
    ...(missingToGet > 0 ? [more('more.to-get', missingToGet, got)] : []),
  ] };
}
