import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { FlatGroup, FlatReward, FlatRule } from './flat.ts';

export const offKinds = { percent: 0, amount: 1, price: 2, buyGet: 3, none: 4 } as const;
export const groupKinds = { stack: 0, best: 1, multiplier: 2 } as const;

/** A rule as plain numbers, all of one shape: an hour window is there always, days of the week are bits. */
export interface FloorRule {
  id: string;
  ordinal: number;
  group: FlatGroup;
  groupKind: number;
  fromDay: number;
  toDay: number;
  fromMinute: number;
  toMinute: number;
  weekdayBits: number;
  tier: string | undefined;
  offKind: number;
  /** Basis points, an amount, a price, or the factor of a multiplier */
  value: number;
  buyUnits: number;
  /** Of a rule on the basket */
  minMinor: number;
}

export function floorRule({ id, ordinal, group, fromDay, toDay, hours, weekdays, tier, reward, goods }: FlatRule): FloorRule {
  const groupKind = group === 'multipliers' ? groupKinds.multiplier : group === 'basket' || group.startsWith('exclusive') ? groupKinds.best : groupKinds.stack;
  return {
    id, ordinal, group, groupKind, fromDay, toDay, tier,
    fromMinute: hours?.fromMinute ?? 0,
    toMinute: hours?.toMinute ?? 1_440,
    weekdayBits: weekdays === undefined ? 0xff : weekdays.reduce((bits, day) => bits | (1 << day), 0),
    ...offOf(reward),
    buyUnits: reward.kind === 'buy-get' ? reward.buyUnits : 0,
    minMinor: goods.kind === 'basket' ? goods.minMinor : 0,
  };
}

function offOf(reward: FlatReward): Pick<FloorRule, 'offKind' | 'value'> {
  switch (reward.kind) {
    case 'percent':
    case 'basket-percent':
      return { offKind: offKinds.percent, value: reward.basisPoints };
    case 'amount':
    case 'basket-amount':
      return { offKind: offKinds.amount, value: reward.amountMinor };
    case 'price':
      return { offKind: offKinds.price, value: reward.priceMinor };
    case 'buy-get':
      return { offKind: offKinds.buyGet, value: reward.basisPoints };
    case 'multiplier':
      return { offKind: offKinds.none, value: reward.factorBasisPoints };
    default:
      return unreachable(reward);
  }
}
