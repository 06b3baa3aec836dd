import type { FoundGood } from '../../state/sale-actions.ts';

/** What Enter does with what was typed, once it is known which goods fit. */
export type SearchPlan = { kind: 'pick'; good: FoundGood } | { kind: 'scan'; code: string } | { kind: 'nothing' };

/** Digits of a barcode or a card: six of a card's short form and more. */
const codePattern = /^[0-9]{6,}$/;

/** A good's own code comes first; then a code as a scanner would read it; then the first good that the words fit. */
export function planSearch(query: string, goods: readonly FoundGood[]): SearchPlan {
  const code = query.trim();
  const exact = goods.find((good) => good.sku === code);
  if (exact !== undefined) return { kind: 'pick', good: exact };
  if (codePattern.test(code)) return { kind: 'scan', code };
  const first = goods[0];
  return first === undefined ? { kind: 'nothing' } : { kind: 'pick', good: first };
}
