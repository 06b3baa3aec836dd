/** What a promotion on goods would take off the lines on which it may act. */
import type { Off, Promotion, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { sum } from './arithmetic.ts';
import { wishBuyGet } from './buy-get.ts';
import { type Line, roomOf } from './lines.ts';
import { selects } from './selects.ts';
import { wishSets } from './sets.ts';
import { countByLine, inOrderOf, type Unit, unitsOf } from './units.ts';
import { linesOf, noWish, type Wish, wishOff } from './wish.ts';
import type { World } from './world.ts';

type GoodsReward = Extract<Reward, { kind: 'goods-percent' | 'goods-amount' | 'goods-price' | 'nth-unit' | 'some-units' | 'buy-get' | 'sets' | 'quantity-tiers' | 'gift' }>;

const everything: Off = { kind: 'percent', basisPoints: 10_000 };

/** `open` are the lines on which the promotion may act, in canonical order. */
export function wishOnGoods({ reward: anyReward, goods, limits }: Promotion, open: readonly Line[], world: World): Wish {
  const able = open.filter(({ good }) => good?.noDiscount !== true);
  const pool = able.filter((line) => selects(goods, line, line.left, world));
  const reward = anyReward as GoodsReward;
  switch (reward.kind) {
    case 'goods-percent': return wishOff({ kind: 'percent', basisPoints: reward.basisPoints }, limitedUnits(limits, pool));
    case 'goods-price': return wishOff({ kind: 'price', priceMinor: reward.priceMinor }, limitedUnits(limits, pool));
    case 'goods-amount': {
      const units = limitedUnits(limits, pool);
      return reward.per === 'line' ? wishOncePerLine(reward.amountMinor, units) : wishOff({ kind: 'amount', amountMinor: reward.amountMinor }, units);
    }
    case 'nth-unit': {
      const units = unitsOf(pool);
      const times = Math.min(Math.floor(units.length / reward.every), limits?.times ?? Infinity);
      return times === 0 ? noWish : wishOff(reward.off, inOrderOf(reward.pick, units).slice(0, times), units);
    }
    case 'some-units': return wishOff(reward.off, inOrderOf(reward.pick, unitsOf(pool)).slice(0, reward.count));
    case 'gift': return wishOff(everything, inOrderOf('cheapest', unitsOf(pool)).slice(0, reward.units));
    case 'buy-get': return wishBuyGet(reward, limits, unitsOf(open), ({ line }) => selects(reward.buy, line, line.left, world), ({ line }) => pool.includes(line));
    case 'sets': return wishSets(reward, limits, pool, (line, set, part) => {
      const selector = reward.sets[set]?.parts[part]?.goods;
      return selector !== undefined && selects(selector, line, line.left, world);
    });
    case 'quantity-tiers': {
      const quantityMilli = sum(pool.map(({ basket }) => basket.quantityMilli));
      const tier = reward.tiers.filter(({ minMilli }) => minMilli <= quantityMilli).toSorted((a, b) => b.minMilli - a.minMilli)[0];
      return tier === undefined ? noWish : wishOff(tier.off, unitsOf(pool), unitsOf(pool));
    }
    default: return unreachable(reward);
  }
}

function limitedUnits(limits: Promotion['limits'], pool: readonly Line[]): Unit[] {
  const units = unitsOf(pool, limits?.unitsPerLine);
  return limits?.units === undefined ? units : inOrderOf('dearest', units).slice(0, limits.units);
}

function wishOncePerLine(amountMinor: number, units: readonly Unit[]): Wish {
  const amounts = new Map([...countByLine(units).keys()].map((line) => [line, Math.min(amountMinor, roomOf(line))]));
  return { amounts, used: linesOf(amounts) };
}
