import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { split } from '../allocation/split.ts';
import type { Cart } from './cart.ts';
import type { SyliusCase } from './case.ts';

/**
 * Who gets the cents that a discount of the whole order leaves over: in Sylius the first lines, here those with the largest remainders. The first
 * discount that Sylius would have shared out otherwise; it looks at what was priced, never at what is expected.
 */
export function findOtherShare({ promotions, lines }: PricedSale, isOfOrder: (promotionId: string) => boolean, cart: Cart, { minPrice }: SyliusCase): string | undefined {
  const nets = cart.lines.map(({ unitPriceMinor, units }) => unitPriceMinor * units);
  const floors = cart.lines.map(({ variant, units }) => (minPrice?.[variant] ?? 0) * units);
  for (const { promotionId } of promotions) {
    const shares = nets.map(() => 0);
    for (const { lineId, discounts } of lines) {
      const place = Number.parseInt(lineId, 10);
      for (const discount of discounts) if (discount.promotionId === promotionId && place in shares) shares[place] = (shares[place] ?? 0) + discount.amountMinor;
    }
    const total = shares.reduce((sum, share) => sum + share, 0);
    const theirs = isOfOrder(promotionId) ? splitAbove(total, nets, nets.map((net, place) => net - (floors[place] ?? 0))) : shares;
    if (theirs.some((share, place) => share !== shares[place])) return promotionId;
    for (const [place, share] of shares.entries()) nets[place] = (nets[place] ?? 0) - share;
  }
  return undefined;
}

/** By weight, no part above its room; what does not fit goes to those that have room, by the same weights. */
function splitAbove(total: number, weights: readonly number[], rooms: readonly number[]): number[] {
  const parts = split(total, weights, { remainder: 'first', weightless: 'nobody' });
  const isFull = parts.map((part, place) => part >= (rooms[place] ?? 0));
  const fitting = parts.map((part, place) => (isFull[place] === true ? (rooms[place] ?? 0) : part));
  const left = total - fitting.reduce((sum, part) => sum + part, 0);
  const open = parts.flatMap((_, place) => (isFull[place] === true ? [] : [place]));
  if (left === 0 || open.length === 0) return fitting;
  const more = splitAbove(left, open.map((place) => weights[place] ?? 0), open.map((place) => (rooms[place] ?? 0) - (fitting[place] ?? 0)));
  return fitting.map((part, place) => part + (more[open.indexOf(place)] ?? 0));
}
