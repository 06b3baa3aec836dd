import { findCategoryCycle } from '../categories/category-tree.ts';
import { barcodeKey } from '../cards/barcode.ts';
import { findCardSchemeProblem } from '../cards/check-scheme.ts';
import { findConditionProblem, findSelectorProblem, type KnownNames, type Problem } from '../promotions/check-promotion.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';

/** The first thing in the bundle that names something which is not there, or that is there twice; undefined where all fits together. */
export function findBrokenReference(bundle: Bundle): Problem | undefined {
  const names: KnownNames = {
    stores: new Set(bundle.stores.map(({ id }) => id)),
    tiers: new Set(bundle.tiers.map(({ id }) => id)),
    categories: new Set(bundle.categories.map(({ id }) => id)),
  };
  return (
    findDuplicateIds(bundle) ??
    findCategoryProblem(bundle, names) ??
    findGoodsProblem(bundle, names) ??
    findCodeProblem(bundle) ??
    findPromotionProblem(bundle, names)
  );
}

function findDuplicateIds(bundle: Bundle): Problem | undefined {
  for (const field of ['stores', 'cardSchemes', 'categories', 'tiers', 'groups', 'promotions'] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of bundle[field].entries()) {
      if (seen.has(id)) return { path: `/${field}/${index}/id`, detail: `"${id}" is there twice` };
      seen.add(id);
    }
  }
  return undefined;
}

function findCategoryProblem(bundle: Bundle, names: KnownNames): Problem | undefined {
  for (const [index, { parentId }] of bundle.categories.entries()) {
    if (parentId !== undefined && !names.categories.has(parentId)) return { path: `/categories/${index}/parentId`, detail: `names category "${parentId}", which is not there` };
  }
  const cycle = findCategoryCycle(bundle.categories);
  return cycle === undefined ? undefined : { path: '/categories', detail: `category "${cycle}" lies below itself` };
}

function findGoodsProblem(bundle: Bundle, names: KnownNames): Problem | undefined {
  const skus = new Map<string, string>();
  for (const [sku, good] of Object.entries(bundle.goods)) {
    const path = pointer('/goods', sku);
    if (!names.categories.has(good.categoryId)) return { path: `${path}/categoryId`, detail: `names category "${good.categoryId}", which is not there` };
    for (const [index, barcode] of good.barcodes.entries()) {
      const owner = skus.get(barcodeKey(barcode));
      if (owner !== undefined) return { path: `${path}/barcodes/${index}`, detail: `${barcode} is already a barcode of "${owner}"` };
      skus.set(barcodeKey(barcode), sku);
    }
  }
  return undefined;
}

function findCodeProblem(bundle: Bundle): Problem | undefined {
  for (const [index, scheme] of bundle.cardSchemes.entries()) {
    const detail = findCardSchemeProblem(scheme);
    if (detail !== undefined) return { path: `/cardSchemes/${index}`, detail };
  }
  for (const [index, { prefix, itemDigits, weightDigits }] of bundle.weightCodes.entries()) {
    const length = prefix.length + itemDigits + weightDigits + 1;
    if (length !== 13) return { path: `/weightCodes/${index}`, detail: `makes codes of ${length} digits; with the check digit there must be 13` };
    if (bundle.weightCodes.findIndex((other) => other.prefix === prefix) !== index) return { path: `/weightCodes/${index}/prefix`, detail: `"${prefix}" is there twice` };
  }
  return undefined;
}

function findPromotionProblem(bundle: Bundle, names: KnownNames): Problem | undefined {
  const groups = new Set(bundle.groups.map(({ id }) => id));
  for (const [index, promotion] of bundle.promotions.entries()) {
    const path = `/promotions/${index}`;
    if (!groups.has(promotion.groupId)) return { path: `${path}/groupId`, detail: `names group "${promotion.groupId}", which is not there` };
    const problem = findConditionProblem(promotion.when, names, `${path}/when`) ?? findSelectorProblem(promotion.goods, names, `${path}/goods`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
