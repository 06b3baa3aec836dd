import type { Pick } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import { type Cart, selected, type Thing, unitPrice } from './cart.ts';
import type { MedusaMethod, MedusaPromotion } from './case.ts';
import { largestCount, offOf, type Plan } from './part.ts';
import { selectorOf } from './goods-rules.ts';
import { fits } from './rules.ts';

/** The numbers of one promotion: buy so many, get so many, so often. */
export interface BuyGetCounts {
  buyUnits: number;
  getUnits: number;
  times: number;
}

export function countsOf({ application_method: method }: MedusaPromotion): BuyGetCounts {
  const buyUnits = method.buy_rules_min_quantity ?? 0;
  const getUnits = method.apply_to_quantity ?? 0;
  if (buyUnits < 1 || getUnits < 1) throw new NotExpressible('It does not say how many are bought, or how many are got for them.');
  const times = Math.floor((method.max_quantity ?? 1) / getUnits);
  if (times < 1) throw new NotExpressible('It gives more units for one purchase than it may give at all.');
  return { buyUnits, getUnits, times: Math.min(times, largestCount) };
}

/**
 * Buy some, get some. Medusa reserves the dearest units as bought and gives what comes next in price; here what is got are the dearest of other goods,
 * or the cheapest where the same goods are bought and got. The rest, where both do not agree in this cart, is refused.
 */
export function planBuyGet(promotion: MedusaPromotion, cart: Cart, names: NameBook): Plan {
  const { application_method: method } = promotion;
  const counts = countsOf(promotion);
  const buys = selected(cart, 'item', method.buy_rules ?? []);
  const gets = selected(cart, 'item', method.target_rules ?? []);
  refuseOthersCounted(cart, method);
  refuseOtherUnits(buys, gets, counts);
  refuseMoreThanMost(method, buys, gets, counts);
  refuseOtherLines(gets, mostRepetitions(buys, gets, counts) * counts.getUnits);
  const buy = selectorOf(method.buy_rules ?? [], { kind: 'all' }, cart, names);
  const goods = selectorOf(method.target_rules ?? [], { kind: 'all' }, cart, names);
  const isSame = buys.some((thing) => gets.includes(thing));
  const reward = { kind: 'buy-get', buy, buyUnits: counts.buyUnits, getUnits: counts.getUnits, off: offOf(method, cart), pick: isSame ? 'cheapest' : 'dearest', complete: true } as const;
  const repetitions = mostRepetitions(buys, gets, counts);
  return {
    parts: [{ goods, reward, limits: { times: counts.times } }],
    stage: 'units',
    discounts: gets,
    needs: buys,
    most: mostOff(method, gets, repetitions * counts.getUnits, reward.pick),
    isOneStep: repetitions <= 1 && gets.length <= 1,
  };
}

/** What is left of the most for less than a whole repetition. Medusa gives that much of each line, which may come to a whole one. */
function refuseMoreThanMost({ max_quantity: most }: MedusaMethod, buys: readonly Thing[], gets: readonly Thing[], counts: BuyGetCounts): void {
  const isSeen = (most ?? 1) % counts.getUnits !== 0 && gets.length > 1 && mostRepetitions(buys, gets, { ...counts, times: counts.times + 1 }) > counts.times;
  if (isSeen) throw new NotExpressible('Medusa gives more units than the promotion may give, because it asks for what is left of them at each line alone; here the limit is kept.');
}

/** Of units at one price those of the line that costs most come first there. Seen where not all of them are got. */
function refuseOtherLines(gets: readonly Thing[], got: number): void {
  const isSeen = gets.some((thing) => gets.some((other) => other.units !== thing.units && Math.abs(unitPrice(other) - unitPrice(thing)) < 1e-9));
  if (isSeen && got > 0 && got < unitsOf(gets)) throw new NotExpressible('Of units at one price Medusa takes those of the line that costs most; here lines of one price come by the names of their goods.');
}

/** Whatever the rules select is bought and got there, also what takes no discount or costs nothing. */
function refuseOthersCounted({ things }: Cart, { buy_rules: buy = [], target_rules: target = [] }: MedusaMethod): void {
  const concerned = things.filter(({ kind, source }) => kind === 'item' && (fits(buy, source) || fits(target, source)));
  if (concerned.some(({ isDiscountable }) => !isDiscountable)) throw new NotExpressible('Goods that take no discount count as bought in Medusa; here they are in no pool.');
  if (concerned.some(({ subtotal }) => subtotal === 0)) throw new NotExpressible('Goods that cost nothing are bought and got in Medusa without being counted as given; here they are units like others.');
}

function mostRepetitions(buys: readonly Thing[], gets: readonly Thing[], { buyUnits, getUnits, times }: BuyGetCounts): number {
  const all = unitsOf([...new Set([...buys, ...gets])]);
  return Math.min(times, Math.floor(unitsOf(buys) / buyUnits), Math.floor(unitsOf(gets) / getUnits), Math.floor(all / (buyUnits + getUnits)));
}

/** What so many units, the cheapest or the dearest, are given off. */
function mostOff({ type, value }: MedusaMethod, gets: readonly Thing[], units: number, pick: Pick): number {
  let left = units;
  let most = 0;
  for (const thing of gets.toSorted((a, b) => (unitPrice(a) - unitPrice(b)) * (pick === 'cheapest' ? 1 : -1))) {
    const taken = Math.min(left, thing.units);
    left -= taken;
    most += taken * (type === 'percentage' ? (unitPrice(thing) * value) / 100 : Math.min(unitPrice(thing), value));
  }
  return most;
}

function unitsOf(things: readonly Thing[]): number {
  return things.reduce((sum, { units }) => sum + units, 0);
}

/** Refuses a cart in which Medusa gives other units than the cheapest, or the dearest. */
function refuseOtherUnits(buys: readonly Thing[], gets: readonly Thing[], { buyUnits, getUnits }: BuyGetCounts): void {
  const isSame = buys.some((thing) => gets.includes(thing));
  if (isSame && (buys.length !== gets.length || !buys.every((thing) => gets.includes(thing)))) {
    throw new NotExpressible('Some of its goods are both bought and got, and others only one of both; Medusa takes the dearest as bought even if they alone could be got.');
  }
  const hasOnePrice = new Set(gets.map(unitPrice)).size <= 1;
  if (isSame && !hasOnePrice && unitsOf(gets) > buyUnits + getUnits) {
    throw new NotExpressible('Medusa gives the units that come next in price after those bought, neither the cheapest nor the dearest of the basket.');
  }
  const bySum = gets.toSorted((a, b) => b.subtotal - a.subtotal);
  if (bySum.some((thing, place) => place > 0 && unitPrice(thing) > unitPrice(bySum[place - 1] ?? thing))) {
    throw new NotExpressible('Medusa takes the line that costs most for the dearest; here it is the unit that costs most.');
  }
}
