import type { Random } from './random.ts';

/** The centre cannot be reached from the start of the sale numbered `from` to the start of the one numbered `to` (counted from 0 over all tills). */
export interface OutageWindow {
  from: number;
  to: number;
  /** refuse: nothing listens. blackhole: connections open and nobody answers */
  mode: 'refuse' | 'blackhole';
}

const salesPerWindow = 150;
const fewestWindows = 2;
const mostWindows = 12;

/**
 * Spreads outages over the sales so that together they cover `share` of them, to the nearest sale (at least one where the share is not 0).
 * Each stretch of sales has one, somewhere inside; the ways of failing take turns.
 */
export function planOutages(sales: number, share: number, random: Random): OutageWindow[] {
  const covered = share === 0 || sales === 0 ? 0 : Math.max(1, Math.round(sales * share));
  const count = Math.min(covered, Math.max(fewestWindows, Math.min(mostWindows, Math.round(sales / salesPerWindow))));
  const isRefusedFirst = random.chance(0.5);
  return Array.from({ length: count }, (_, place): OutageWindow => {
    const start = Math.floor((sales * place) / count);
    const end = Math.floor((sales * (place + 1)) / count);
    const length = Math.floor((covered * (place + 1)) / count) - Math.floor((covered * place) / count);
    const from = start + random.between(0, Math.max(0, end - start - length));
    return { from, to: from + length, mode: (place % 2 === 0) === isRefusedFirst ? 'refuse' : 'blackhole' };
  });
}
