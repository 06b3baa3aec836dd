import type { Condition, GoodsSelector } from './promotion.ts';

/** The ids that a promotion may name. */
export interface KnownNames {
  stores: ReadonlySet<string>;
  tiers: ReadonlySet<string>;
  categories: ReadonlySet<string>;
}

/** What is wrong, and where: `path` is a JSON pointer. */
export interface Problem {
  path: string;
  detail: string;
}

/** The first part of the condition that names something unknown or can never hold; `path` is the condition's JSON pointer. */
export function findConditionProblem(condition: Condition, names: KnownNames, path: string): Problem | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return findFirst(condition.of, (part, index) => findConditionProblem(part, names, `${path}/of/${index}`));
    case 'not':
      return findConditionProblem(condition.of, names, `${path}/of`);
    case 'period':
      return condition.from <= condition.to ? undefined : { path, detail: `ends on ${condition.to}, before it starts on ${condition.from}` };
    case 'hours':
      return isEmptyRange(condition.fromMinute, condition.toMinute) ? { path, detail: 'is an empty range of hours; the whole day is 0 to 1440' } : undefined;
    case 'store':
      return findUnknown(condition.storeIds, names.stores, 'store', `${path}/storeIds`);
    case 'tier':
      return findUnknown(condition.tiers, names.tiers, 'tier', `${path}/tiers`);
    case 'basket-sum':
    case 'quantity':
      return findSelectorProblem(condition.goods, names, `${path}/goods`);
    case 'distinct':
      return findSelectorProblem(condition.goods, names, `${path}/goods`);
    default:
      return undefined;
  }
}

/** The first part of the selector that names an unknown category. Skus and brands may be unknown: goods come and go. */
export function findSelectorProblem(selector: GoodsSelector, names: KnownNames, path: string): Problem | undefined {
  switch (selector.kind) {
    case 'category':
      return findUnknown(selector.categoryIds, names.categories, 'category', `${path}/categoryIds`);
    case 'any':
    case 'every':
      return findFirst(selector.of, (part, index) => findSelectorProblem(part, names, `${path}/of/${index}`));
    case 'except':
      return findSelectorProblem(selector.from, names, `${path}/from`) ?? findSelectorProblem(selector.without, names, `${path}/without`);
    default:
      return undefined;
  }
}

function isEmptyRange(fromMinute: number, toMinute: number): boolean {
  return fromMinute === toMinute || (fromMinute === 1440 && toMinute === 0);
}

function findUnknown(ids: readonly string[], known: ReadonlySet<string>, noun: string, path: string): Problem | undefined {
  const index = ids.findIndex((id) => !known.has(id));
  return index < 0 ? undefined : { path: `${path}/${index}`, detail: `names ${noun} "${ids[index] ?? ''}", which is not there` };
}

function findFirst<T>(parts: readonly T[], find: (part: T, index: number) => Problem | undefined): Problem | undefined {
  for (const [index, part] of parts.entries()) {
    const problem = find(part, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
