import { findCategoryCycle } from '../categories/category-tree.ts';
import { findCodeProblem } from '../cards/check-codes.ts';
import { findPromotionProblem } from '../promotions/check-promotion.ts';
import { findRolesProblem } from '../operators/check-roles.ts';
import { findFirst, findUnknownId, type KnownNames, type Problem } from '../promotions/problem.ts';
import type { Bundle } from './bundle.ts';
import { findProgrammeProblem } from './check-programme.ts';

/** The first thing in the bundle that names something which is not there, that is there twice, or that can never hold or mean anything; undefined where all fits together. Goods are asked where they are indexed (`freezeAndIndexGoods`). */
export function findBrokenReference(bundle: Bundle): Problem | undefined {
  const repeated = findRepeatedIds(bundle);
  if (repeated !== undefined) return repeated;
  const names = knownNames(bundle);
  return (
    findCategoryProblem(bundle, names) ??
    findCodeProblem(bundle, names.stores) ??
    findProgrammeProblem(bundle, names) ??
    findRolesProblem(bundle) ??
    findFirst('/promotions', bundle.promotions, findPromotionProblem, names)
  );
}

const lists = ['stores', 'cardSchemes', 'categories', 'tiers', 'groups', 'promotions', 'coupons', 'flags', 'externalProgrammes', 'events', 'roles', 'limits'] as const;

function findRepeatedIds(bundle: Bundle): Problem | undefined {
  for (const list of lists) {
    const seen = new Set<string>();
    let count = 0;
    const problem = findFirst<{ id: string }>(`/${list}`, bundle[list] ?? [], ({ id }) => {
      count += 1;
      return seen.add(id).size === count ? undefined : { path: '/id', detail: `"${id}" is there twice` };
    });
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function knownNames({ stores, tiers, categories, groups, cardSchemes, flags, coupons, externalProgrammes }: Bundle): KnownNames {
  return {
    stores: idsOf(stores),
    regions: new Set(stores.map(({ region }) => region)),
    tiers: idsOf(tiers),
    categories: idsOf(categories),
    groups: idsOf(groups),
    cardSchemes: idsOf(cardSchemes),
    flags: idsOf(flags),
    coupons: idsOf(coupons),
    externalProgrammes: idsOf(externalProgrammes),
  };
}

function idsOf(named: readonly { id: string }[] = []): ReadonlySet<string> {
  return new Set(named.map(({ id }) => id));
}

function findCategoryProblem({ categories }: Bundle, names: KnownNames): Problem | undefined {
  const unknown = findFirst('/categories', categories, ({ parentId }) => (parentId === undefined ? undefined : findUnknownId('/parentId', parentId, names.categories, 'category')));
  if (unknown !== undefined) return unknown;
  const cycle = findCategoryCycle(categories);
  return cycle === undefined ? undefined : { path: '/categories', detail: `category "${cycle}" lies below itself` };
}
