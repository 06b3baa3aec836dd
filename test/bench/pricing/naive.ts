/** The reference: all rules asked of all lines, with the money functions of the kernel. Slow, and simple enough to be read against docs/spec/pricing.md. */
import { allocate } from '../../../agent/domain/money/allocate.ts';
import { allocateWithin } from '../../../agent/domain/money/allocate-within.ts';
import { mulDiv } from '../../../agent/domain/money/mul-div.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { baseAccrual, type FlatGood, type FlatGroup, type FlatResult, type FlatRule, type FlatSale, holds, lineCapBasisPoints } from './flat.ts';

interface NaiveLine {
  good: FlatGood;
  quantityMilli: number;
  grossMinor: number;
  leftMinor: number;
  floorMinor: number;
}

export function priceNaively(goods: ReadonlyMap<string, FlatGood>, rules: readonly FlatRule[], sale: FlatSale): FlatResult {
  const lines = sale.lines.toSorted((a, b) => (a.sku < b.sku ? -1 : 1)).map(({ sku, quantityMilli, unitPriceMinor }): NaiveLine => {
    const good = goods.get(sku);
    if (good === undefined) throw new RangeError(`${sku} is not in the catalogue`);
    const grossMinor = mulDiv(quantityMilli, unitPriceMinor, 1_000, 'half-up');
    return { good, quantityMilli, grossMinor, leftMinor: grossMinor, floorMinor: grossMinor - mulDiv(grossMinor, lineCapBasisPoints, 10_000, 'floor') };
  });
  const holding = rules.filter((rule) => holds(rule, sale));
  const inGroup = (group: FlatGroup) => holding.filter((rule) => rule.group === group);
  const applied = new Set<string>();

  const giveAll = (group: FlatGroup): void => {
    for (const rule of inGroup(group)) for (const line of lines) take(line, rule, offOf(rule, line));
  };
  const giveBest = (group: FlatGroup): void => {
    for (const line of lines) {
      const best = first(inGroup(group), (rule) => offOf(rule, line));
      if (best !== undefined) take(line, best, offOf(best, line));
    }
  };
  const take = (line: NaiveLine, rule: FlatRule, amountMinor: number): void => {
    line.leftMinor -= amountMinor;
    if (amountMinor > 0) applied.add(rule.id);
  };

  giveAll('prices');
  giveAll('stack');
  giveBest('exclusive-0');
  giveBest('exclusive-1');
  giveBest('exclusive-2');
  giveAll('buy-get');
  giveBasket();
  const points = sale.tier === undefined ? 0 : earn();
  const appliedInOrder = rules.filter(({ id }) => applied.has(id)).map(({ id }) => id);
  // The base comes before its multipliers, which are the last group.
  const firstMultiplier = appliedInOrder.findIndex((id) => rules.some((rule) => rule.id === id && rule.group === 'multipliers'));
  if (applied.has(baseAccrual.id)) appliedInOrder.splice(firstMultiplier < 0 ? appliedInOrder.length : firstMultiplier, 0, baseAccrual.id);
  return { totalMinor: sumOf(lines.map((line) => line.leftMinor)), points, applied: appliedInOrder };

  function giveBasket(): void {
    const grossMinor = sumOf(lines.map((line) => line.grossMinor));
    const left = lines.map((line) => line.leftMinor);
    const room = lines.map((line) => Math.max(0, line.leftMinor - line.floorMinor));
    const amountOf = ({ goods, reward }: FlatRule): number => {
      if (goods.kind !== 'basket' || grossMinor < goods.minMinor) return 0;
      const wanted = reward.kind === 'basket-percent' ? mulDiv(sumOf(left), reward.basisPoints, 10_000, 'half-up') : reward.kind === 'basket-amount' ? reward.amountMinor : 0;
      return Math.min(wanted, sumOf(room));
    };
    const best = first(inGroup('basket'), amountOf);
    if (best === undefined) return;
    const shares = allocateWithin(amountOf(best), left, room);
    for (const [index, line] of lines.entries()) take(line, best, shares[index] ?? 0);
  }

  function earn(): number {
    const paid = lines.map((line) => line.leftMinor);
    const base = mulDiv(sumOf(paid), baseAccrual.basisPoints, 10_000 * baseAccrual.pointMinor, 'floor');
    if (base === 0) return 0;
    applied.add(baseAccrual.id);
    const shares = allocate(base, paid);
    const multiplied = new Map<FlatRule, number>();
    for (const [index, line] of lines.entries()) {
      const best = first(inGroup('multipliers'), ({ goods, reward }) => (reward.kind === 'multiplier' && isFor(goods, line.good) ? reward.factorBasisPoints - 10_000 : 0));
      if (best !== undefined) multiplied.set(best, (multiplied.get(best) ?? 0) + (shares[index] ?? 0));
    }
    let points = base;
    for (const [rule, share] of multiplied) {
      const more = rule.reward.kind === 'multiplier' ? mulDiv(share, rule.reward.factorBasisPoints - 10_000, 10_000, 'floor') : 0;
      points += more;
      if (more > 0) applied.add(rule.id);
    }
    return points;
  }
}

/** What the rule would take off the line now, within its room. */
function offOf({ goods, reward }: FlatRule, line: NaiveLine): number {
  if (!isFor(goods, line.good)) return 0;
  const { leftMinor, quantityMilli } = line;
  return Math.max(0, Math.min(wanted(), leftMinor - line.floorMinor));

  function wanted(): number {
    switch (reward.kind) {
      case 'percent':
        return mulDiv(leftMinor, reward.basisPoints, 10_000, 'half-up');
      case 'amount':
        return mulDiv(reward.amountMinor, quantityMilli, 1_000, 'half-up');
      case 'price':
        return leftMinor - mulDiv(reward.priceMinor, quantityMilli, 1_000, 'half-up');
      case 'buy-get': {
        const units = quantityMilli / 1_000;
        const got = Math.floor(units / (reward.buyUnits + 1));
        return got === 0 ? 0 : mulDiv(leftMinor, reward.basisPoints * got, 10_000 * units, 'half-up');
      }
      case 'basket-percent':
      case 'basket-amount':
      case 'multiplier':
        return 0;
      default:
        return unreachable(reward);
    }
  }
}

function isFor(goods: FlatRule['goods'], good: FlatGood): boolean {
  switch (goods.kind) {
    case 'skus':
      return goods.skus.includes(good.sku);
    case 'category':
      return goods.categoryId === good.categoryId;
    case 'brand':
      return goods.brand === good.brand;
    case 'basket':
      return false;
    default:
      return unreachable(goods);
  }
}

/** The first of those that are worth most, if any is worth anything. */
function first(rules: readonly FlatRule[], worthOf: (rule: FlatRule) => number): FlatRule | undefined {
  let best: FlatRule | undefined;
  let most = 0;
  for (const rule of rules) {
    const worth = worthOf(rule);
    if (worth > most) [best, most] = [rule, worth];
  }
  return best;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
