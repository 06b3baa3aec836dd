/** All discounts, in the order of application, where it is settled which promotion may act on which line. */
import type { Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import { split, splitWithin, sum } from './arithmetic.ts';
import { wishOnBasket } from './basket-wish.ts';
import { Claims } from './claims.ts';
import { type Entry, isOnGoods } from './entries.ts';
import { keepsAway } from './gifts.ts';
import { wishOnGoods } from './goods-wish.ts';
import { promotionHolds } from './holds.ts';
import { freshLines, type Line, receiptCap, roomOf, takeOff } from './lines.ts';
import { withinLimits } from './limits.ts';
import { selects } from './selects.ts';
import { unitsOf } from './units.ts';
import type { World } from './world.ts';

/** May this promotion not act on this line? */
export type Bars = (entry: Entry, line: Line) => boolean;
export type Gift = { promotion: Promotion; skus: string[]; units: number };
export interface Discounted {
  lines: Line[];
  gifts: Gift[];
  /** Lines whose units each promotion used, of those that gave something */
  used: Map<Entry, Line[]>;
}

export function discount(entries: readonly Entry[], world: World, bars: Bars): Discounted {
  const lines = freshLines(world);
  const capMinor = receiptCap(lines, world);
  const claims = new Claims();
  const gifts: Gift[] = [];
  const usedBy = new Map<Entry, Line[]>();
  for (const round of [0, 1]) {
    for (const stage of ['line', 'multi', 'basket']) {
      beginStage();
      for (const entry of entries.filter((entry) => entry.round === round && entry.stage === stage)) {
        if (!promotionHolds(entry.promotion, lines, world)) continue;
        const open = lines.filter((line) => !line.kept && !bars(entry, line) && claims.leave(entry, line));
        const used = isOnGoods(entry) ? giveOnGoods(entry, open) : giveOnBasket(entry.promotion, open);
        if (used.length === 0) continue;
        claims.add(entry, used);
        usedBy.set(entry, used);
      }
    }
  }
  beginStage();
  const rounding = entries.filter(({ stage }) => stage === 'rounding').find(({ promotion }) => promotionHolds(promotion, lines, world) && lines.some((line) => selects(promotion.goods, line, line.left, world)));
  if (rounding !== undefined) round(rounding.promotion);
  beginStage();
  // What may still be taken is offered when the price is known.
  const there = [...usedBy.keys()];
  for (const entry of entries) if (promotionHolds(entry.promotion, lines, world) && !there.some((other) => keepsAway(other, entry, world)) && offerGift(entry.promotion)) there.push(entry);
  return { lines, gifts, used: usedBy };

  function beginStage(): void {
    for (const line of lines) line.atStage = line.left;
  }

  function capLeft(): number {
    return capMinor - sum(lines.map((line) => line.gross - line.left));
  }

  /** The lines that it used, where it gave something. */
  function giveOnGoods({ promotion, stage }: Entry, open: readonly Line[]): Line[] {
    const { amounts, used } = wishOnGoods(promotion, open, world);
    const wishing = lines.filter((line) => amounts.has(line));
    const wanted = wishing.map((line) => amounts.get(line) ?? 0);
    const limited = split(withinLimits(promotion, sum(wanted), world), wanted);
    const given = split(Math.min(sum(limited), capLeft()), limited);
    wishing.forEach((line, index) => { takeOff(line, promotion.id, given[index] ?? 0); });
    if (sum(given) === 0) return [];
    return stage === 'line' ? wishing.filter((_, index) => (given[index] ?? 0) > 0) : [...used];
  }

  function giveOnBasket(promotion: Promotion, open: readonly Line[]): Line[] {
    const wish = wishOnBasket(promotion, open, world);
    const wanted = splitWithin(withinLimits(promotion, wish.amount, world), wish.lines.map(({ left }) => left), wish.lines.map(roomOf));
    const given = split(Math.min(sum(wanted), capLeft()), wanted);
    wish.lines.forEach((line, index) => { takeOff(line, promotion.id, given[index] ?? 0); });
    return sum(given) > 0 ? [...wish.lines] : [];
  }

  /** Takes off what the selected lines cost beyond a multiple, where all of that can be taken. */
  function round({ reward, goods, id }: Promotion): void {
    if (reward.kind !== 'round-down') return;
    const selected = lines.filter((line) => selects(goods, line, line.left, world));
    // All goods stand for the whole receipt.
    const rest = sum((goods.kind === 'all' ? lines : selected).map(({ left }) => left)) % reward.toMinor;
    const able = selected.filter((line) => line.good?.noDiscount !== true && !line.kept);
    if (rest <= Math.min(capLeft(), sum(able.map(roomOf)))) spread({ id }, able, rest);
  }

  function spread({ id }: Pick<Promotion, 'id'>, over: readonly Line[], amount: number): Line[] {
    const parts = splitWithin(amount, over.map(({ left }) => left), over.map(roomOf));
    over.forEach((line, index) => { takeOff(line, id, parts[index] ?? 0); });
    return sum(parts) > 0 ? [...over] : [];
  }

  function offerGift(promotion: Promotion): boolean {
    if (promotion.reward.kind !== 'gift' || promotion.goods.kind !== 'sku') return false;
    const present = unitsOf(lines.filter((line) => selects(promotion.goods, line, line.left, world))).length;
    const units = promotion.reward.units - present;
    if (units > 0) gifts.push({ promotion, skus: promotion.goods.skus, units });
    return units > 0;
  }
}
