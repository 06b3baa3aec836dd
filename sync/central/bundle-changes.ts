import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import type { Condition } from '../../agent/domain/promotions/condition.ts';
import type { Promotion } from '../../agent/domain/promotions/promotion.ts';

/** What a new bundle changes against the one in force. Ids are sorted. */
export interface BundleChanges {
  promotions: { added: string[]; removed: string[]; changed: { id: string; fields: string[] }[] };
  goods: { added: number; removed: number; changed: number };
  /** Other members of the bundle that differ */
  parts: string[];
}

/**
 *   removed    it is on today and is not in the new bundle: it ends with this publication
 *   over       its last day has passed: it never acts again
 *   ends-soon  its last day lies within the next days
 */
export interface EndingPromotion {
  promotionId: string;
  why: 'removed' | 'over' | 'ends-soon';
  /** YYYY-MM-DD; absent where a promotion without a last day is removed */
  lastDay?: string;
}

/** A promotion that ends within so many days is told of: long enough to plan what comes after it. */
const soonDays = 14;
const dayMs = 86_400_000;

/** @param before undefined where there is none in force */
export function compareBundles(before: Bundle | undefined, next: Bundle): BundleChanges {
  const promotions = differenceOf(byId(before?.promotions ?? []), byId(next.promotions));
  const goods = differenceOf(before?.goods ?? {}, next.goods);
  return {
    promotions: { ...promotions, changed: promotions.changed.map(({ key, before: old, next: now }) => ({ id: key, fields: differingMembers(old, now) })) },
    goods: { added: goods.added.length, removed: goods.removed.length, changed: goods.changed.length },
    parts: differingMembers({ ...before, ...ignored }, { ...next, ...ignored }),
  };
}

/** Compared by themselves, or different in every bundle. */
const ignored = { promotions: undefined, goods: undefined, serial: undefined };

/** @param today YYYY-MM-DD in the programme's zone */
export function endingPromotions(before: Bundle | undefined, next: Bundle, today: string): EndingPromotion[] {
  const soon = new Date(Date.parse(today) + soonDays * dayMs).toISOString().slice(0, 10);
  const stays = new Set(next.promotions.map(({ id }) => id));
  const removed = (before?.promotions ?? []).filter(({ id }) => !stays.has(id)).flatMap(({ id, when }): EndingPromotion[] => {
    const lastDay = lastDayOf(when);
    if (lastDay === undefined) return [{ promotionId: id, why: 'removed' }];
    return lastDay < today ? [] : [{ promotionId: id, why: 'removed', lastDay }];
  });
  const dated = next.promotions.flatMap(({ id, when }): EndingPromotion[] => {
    const lastDay = lastDayOf(when);
    if (lastDay === undefined || lastDay > soon) return [];
    return [{ promotionId: id, why: lastDay < today ? 'over' : 'ends-soon', lastDay }];
  });
  return [...removed, ...dated];
}

/** The last day on which the condition can hold; undefined where nothing in it says so (the opposite of a period has no end). */
export function lastDayOf(condition: Condition): string | undefined {
  if (condition.kind === 'period') return condition.to;
  if (condition.kind !== 'all' && condition.kind !== 'any') return undefined;
  const days = condition.of.map(lastDayOf);
  const known = days.filter((day) => day !== undefined).sort();
  if (condition.kind === 'all') return known[0];
  return known.length < days.length ? undefined : known.at(-1);
}

interface Difference<Item> {
  added: string[];
  removed: string[];
  changed: { key: string; before: Item; next: Item }[];
}

function differenceOf<Item extends object>(before: Readonly<Record<string, Item>>, next: Readonly<Record<string, Item>>): Difference<Item> {
  const changed = Object.entries(next).flatMap(([key, now]) => {
    const old = before[key];
    return old === undefined || canonicalJson(old) === canonicalJson(now) ? [] : [{ key, before: old, next: now }];
  });
  return {
    added: Object.keys(next).filter((key) => before[key] === undefined).sort(),
    removed: Object.keys(before).filter((key) => next[key] === undefined).sort(),
    changed: changed.sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

function byId(promotions: readonly Promotion[]): Record<string, Promotion> {
  return Object.fromEntries(promotions.map((promotion) => [promotion.id, promotion]));
}

function differingMembers(before: object, next: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(next));
  const text = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => text(old.get(key)) !== text(now.get(key))).sort();
}
