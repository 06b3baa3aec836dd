import { type Subtrees, tableOfCategories } from '../categories/category-numbers.ts';
import { type GoodsSelector, someSelector } from './selector.ts';
import type { LineFacts, SaleFacts } from './sale-facts.ts';
import { unreachable } from '../unreachable.ts';

/** Does the selector hit this line? A good that the programme does not know has a sku and a price, and no other facts. */
export type SelectsLine = (line: LineFacts, sale: Pick<SaleFacts, 'favourite'>) => boolean;

/** Whether `not-discounted` means the line as it is now, or as the stage found it: promotions ask now, conditions as the stage found it. */
export type Moment = 'now' | 'stage';

/** Turns a selector into lookups in tables and sets, made once: a category stands for all categories below it. */
export function compileSelector(selector: GoodsSelector, subtrees: Subtrees, moment: Moment = 'now'): SelectsLine {
  switch (selector.kind) {
    case 'all':
      return isGood;
    case 'sku': {
      const isOne = oneOf(selector.skus);
      return (line) => isOne(line.sku);
    }
    case 'category': {
      const isAmong = tableOfCategories(selector.categoryIds, subtrees);
      return ({ good }) => good !== undefined && isAmong[good.categoryNumber] === 1;
    }
    case 'brand': {
      const isOne = oneOf(selector.brands);
      return ({ good }) => good?.good.brand !== undefined && isOne(good.good.brand);
    }
    case 'attribute': {
      const isOne = oneOf(selector.values);
      return ({ good }) => {
        const value = good?.good.attributes?.[selector.name];
        return value !== undefined && isOne(value);
      };
    }
    case 'price': {
      const { fromMinor = 0, toMinor = Number.MAX_SAFE_INTEGER } = selector;
      return (line) => isGood(line) && fromMinor <= line.unitPriceMinor && line.unitPriceMinor <= toMinor;
    }
    case 'favourite':
      return ({ good }, { favourite }) => good !== undefined && favourite !== undefined && favourite.has(good.good.categoryId);
    case 'not-discounted':
      return moment === 'now' ? (line) => isGood(line) && line.leftMinor === line.grossMinor : (line) => isGood(line) && line.stageMinor === line.grossMinor;
    case 'delivery':
      return (line) => !isGood(line);
    case 'any': {
      const parts = selector.of.map((part) => compileSelector(part, subtrees, moment));
      return (line, sale) => parts.some((selects) => selects(line, sale));
    }
    case 'every': {
      const parts = selector.of.map((part) => compileSelector(part, subtrees, moment));
      return (line, sale) => parts.every((selects) => selects(line, sale));
    }
    case 'except': {
      const from = compileSelector(selector.from, subtrees, moment);
      const without = compileSelector(selector.without, subtrees, moment);
      return (line, sale) => from(line, sale) && !without(line, sale);
    }
    default:
      return unreachable(selector);
  }
}

/** Is the answer the same for a good for ever, whatever its price, the customer and what was taken off? */
export function isStaticSelector(selector: GoodsSelector): boolean {
  return !someSelector(selector, ({ kind }) => kind === 'price' || kind === 'favourite' || kind === 'not-discounted');
}

/** Does the selector ask what was taken off so far? */
export function looksAtDiscounts(selector: GoodsSelector): boolean {
  return someSelector(selector, isOfNotDiscounted);
}

function isOfNotDiscounted({ kind }: GoodsSelector): boolean {
  return kind === 'not-discounted';
}

/** A good, as opposed to a service such as delivery. */
export function isGood({ isService }: LineFacts): boolean {
  return !isService;
}

/** Membership in a list that never changes: short lists are searched faster than hashed. */
function oneOf(texts: readonly string[]): (text: string) => boolean {
  if (texts.length === 1) return (text) => text === texts[0];
  if (texts.length <= 8) return (text) => texts.includes(text);
  const set = new Set(texts);
  return (text) => set.has(text);
}
