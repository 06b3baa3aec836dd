/** What is settled by rank, before anything is searched: exclusive promotions by priority, exclusions by the first group. */
import { type Answer, answer } from './answer.ts';
import { couldHold, couldSelect } from './concerns.ts';
import type { Bars } from './discounts.ts';
import { competes, type Entry } from './entries.ts';
import { inOrder, type Line } from './lines.ts';
import type { Reading } from './options.ts';
import { searchBest } from './search.ts';
import type { World } from './world.ts';

export function settle(entries: readonly Entry[], world: World, hash: string, nobody: Reading): Bars {
  let settled: Bars = () => false;
  for (const alone of byRank(entries)) {
    if (alone.promotion.exclusive?.on === 'receipt') {
      const gives = tryAlone(alone, settled).used.has(alone);
      settled = and(settled, gives ? (entry) => competes(entry) && entry !== alone : (entry) => entry === alone);
    } else {
      const lineIds = tryAlone(alone, settled).used.get(alone) ?? [];
      const others = entries.filter((entry) => competes(entry) && entry !== alone && couldHold(entry, world));
      const isContested = (line: Line): boolean => others.some((entry) => couldSelect(entry, line, world));
      settled = and(settled, (entry, line) => line.good?.noDiscount !== true && (lineIds.includes(line.basket.lineId) ? competes(entry) && entry !== alone : entry === alone && isContested(line)));
    }
  }
  for (const { groupIds, on } of (world.bundle.exclusions ?? []).filter(({ resolve }) => resolve === 'first')) {
    const [first, second] = world.bundle.groups.filter(({ id }) => groupIds.includes(id)).map(({ id }) => entries.filter((entry) => competes(entry) && entry.group.id === id));
    if (first === undefined || second === undefined) continue;
    const [found] = searchBest(entries, world, hash, and(settled, (entry) => second.includes(entry)), nobody);
    const lineIds = first.flatMap((entry) => found?.used.get(entry) ?? []);
    const rivals = second.filter((entry) => couldHold(entry, world));
    const isContested = (line: Line): boolean => rivals.some((entry) => couldSelect(entry, line, world));
    settled = and(settled, (entry, line) => (on === 'receipt' || line.good?.noDiscount !== true) && ((on === 'line' ? lineIds.includes(line.basket.lineId) : lineIds.length > 0) ? second.includes(entry) : first.includes(entry) && (on === 'receipt' || isContested(line))));
  }
  return settled;

  function tryAlone(alone: Entry, settled: Bars): Answer {
    return answer(entries, world, hash, and(settled, (entry) => competes(entry) && entry !== alone));
  }
}

/** Exclusive promotions that win where they give anything, by priority and id. Those alone on the receipt come first. */
function byRank(entries: readonly Entry[]): Entry[] {
  return entries
    .filter((entry) => competes(entry) && entry.promotion.exclusive?.resolve === 'priority')
    .toSorted(({ promotion: a }, { promotion: b }) => Number(a.exclusive?.on === 'line') - Number(b.exclusive?.on === 'line') || a.priority - b.priority || inOrder(a.id, b.id));
}

function and(settled: Bars, bars: Bars): Bars {
  return (entry: Entry, line: Line) => settled(entry, line) || bars(entry, line);
}
