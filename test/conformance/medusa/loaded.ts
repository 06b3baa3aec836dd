import type { MedusaCase, MedusaPromotion, MedusaRule } from './case.ts';
import { NotExpressible } from '../suite.ts';
import { pathOf, textsAt, valueAt } from './rules.ts';

/** Is the promotion looked at in this call: by its code, or by itself? */
export function isLoaded(promotion: MedusaPromotion, read: MedusaCase): boolean {
  return read.codes.includes(promotion.code) || isRepeated(promotion, read) || (read.options?.prevent_auto_promotions !== true && mayActByItself(promotion, read));
}

/** One that needs no code and that an earlier call gave is looked at again, come what may. */
export function isRepeated({ code, is_automatic: isAutomatic = false }: MedusaPromotion, { context }: MedusaCase): boolean {
  return isAutomatic && [...(context.items ?? []), ...(context.shipping_methods ?? [])].some(({ adjustments = [] }) => adjustments.some((one) => one.code === code));
}

/**
 * Medusa looks at a promotion that nobody asked for only where the call tells all that its rules ask for, even for what must not be,
 * and where each rule could hold for something in it.
 */
export function mayActByItself({ is_automatic: isAutomatic = false, rules = [], application_method: method }: MedusaPromotion, { context }: MedusaCase): boolean {
  return isAutomatic && [...rules, ...(method.target_rules ?? []), ...(method.buy_rules ?? [])].every((rule) => couldHold(rule, valuesInCall(rule, context)));
}

function valuesInCall({ attribute }: MedusaRule, context: MedusaCase['context']): readonly string[] {
  if (listsOf(context, attribute) > 1) throw new NotExpressible(`Before anything else Medusa looks for "${attribute}" in the call, and sees the list of one line only; here all are seen.`);
  return textsAt(context, attribute).texts;
}

/** How many of the lines have a list at the path. */
function listsOf({ items = [], shipping_methods: deliveries = [] }: MedusaCase['context'], attribute: string): number {
  const lines = attribute.startsWith('items.') ? items : attribute.startsWith('shipping_methods.') ? deliveries : [];
  return lines.filter((line) => Array.isArray(valueAt(line, pathOf({ attribute })))).length;
}

function couldHold({ operator, values }: MedusaRule, texts: readonly string[]): boolean {
  if (texts.length === 0) return false;
  if (operator === 'eq' || operator === 'in') return values.some((value) => texts.includes(value));
  const numbers = texts.map(Number).filter((number) => !Number.isNaN(number));
  // Of several bounds each is asked for here, though one is enough where the rule itself is asked.
  return numbers.length === 0 || values.every((value) => compares(operator, Number(value), numbers));
}

function compares(operator: string, bound: number, numbers: readonly number[]): boolean {
  switch (operator) {
    case 'gt':
      return bound < Math.max(...numbers);
    case 'gte':
      return bound <= Math.max(...numbers);
    case 'lt':
      return bound > Math.min(...numbers);
    case 'lte':
      return bound >= Math.min(...numbers);
    default:
      return true;
  }
}
