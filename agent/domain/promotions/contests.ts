import type { CompiledGroup, CompiledPromotion } from './compiled-promotion.ts';
import type { Exclusion } from './promotion.ts';
import { type Turn, turnOf } from './promotion-index.ts';
import type { Outline } from './promotion-outline.ts';
import type { Promotions } from './promotions.ts';
import { hasTwoRounds } from './stages.ts';

/** Where promotions of a bundle do not go together, beyond what a stage can decide by itself. Found once, so that a bundle without contests pays nothing for them. */
export interface Contests {
  /** Groups of mode `first` or `best` whose discounts have several turns, act on units, or may act only once a receipt: by index */
  readonly groups: ReadonlySet<number>;
  /** The turns in which each group has discounts, a bit for each: by index */
  readonly turns: readonly number[];
  readonly exclusions: readonly CompiledExclusion[];
  /** Promotions that want to be alone, by priority and id */
  readonly exclusives: readonly CompiledPromotion[];
  /** As `looksAtOthers` says */
  readonly lookers: readonly CompiledPromotion[];
}

/** The first group is the one that the bundle names first. */
export interface CompiledExclusion {
  readonly groups: readonly [number, number];
  readonly on: Exclusion['on'];
  readonly resolve: Exclusion['resolve'];
}

export function findContests(promotions: Promotions, groups: readonly CompiledGroup[], exclusions: readonly Exclusion[]): Contests {
  const discounts = turnsOf(promotions);
  const turns = groups.map(() => 0);
  for (const { group: { index }, stage, round } of discounts) turns[index] = (turns[index] ?? 0) | (1 << turnOf(stage, round));
  const places = new Map(groups.map(({ id, index }) => [id, index]));
  return {
    groups: contestedGroups(discounts),
    turns,
    exclusions: exclusions.map(({ groupIds, on, resolve }) => ({ groups: inOrder(groupIds.map((id) => places.get(id) ?? -1)), on, resolve })),
    exclusives: promotions
      .filter(({ isExclusive }) => isExclusive)
      .sort((a, b) => a.promotion.priority - b.promotion.priority || (a.id < b.id ? -1 : 1)),
    lookers: promotions.filter(({ looksAtOthers }) => looksAtOthers),
  };
}

/** One discount for each stage, round and group that has any. */
function turnsOf({ outlines }: Promotions): Outline[] {
  return outlines.filter(({ turn, stage }, ordinal) => hasTwoRounds(stage) && turn !== outlines[ordinal - 1]?.turn);
}

function contestedGroups(discounts: readonly Outline[]): ReadonlySet<number> {
  const turns = new Map<CompiledGroup, Set<Turn>>();
  const contested = new Set<number>();
  for (const { group, stage, round } of discounts) {
    if (group.mode === 'stack') continue;
    const seen = turns.get(group) ?? new Set<Turn>();
    turns.set(group, seen.add(turnOf(stage, round)));
    const oncePerReceipt = group.on === 'receipt' && stage !== 'basket';
    if (stage === 'units' || seen.size > 1 || oncePerReceipt) contested.add(group.index);
  }
  return contested;
}

function inOrder([a = -1, b = -1]: readonly number[]): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}
