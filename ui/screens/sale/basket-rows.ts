import type { SaleView } from '../../../agent/contract/sale.ts';
import type { DraftLine } from '../../state/draft.ts';
import type { GoodFacts } from '../../state/goods-book.ts';
import type { Localized } from '../../../agent/contract/words/localized.ts';

/** One line as the cashier reads it. */
export interface BasketRow {
  line: DraftLine;
  /** Undefined until the good's name is known: then the code stands for it */
  good: GoodFacts | undefined;
  beforeMinor: number;
  afterMinor: number;
  /** Names of the promotions that took something off this line; one for the whole receipt stands in the totals alone */
  promotions: readonly Localized[];
}

export function basketRows(view: SaleView, goods: ReadonlyMap<string, GoodFacts>): BasketRow[] {
  const priced = new Map(view.priced.lines.map((line) => [line.lineId, line]));
  const names = new Map(view.priced.promotions.filter(({ promotionId }) => !isOfReceipt(view.priced.lines, promotionId)).map(({ promotionId, name }) => [promotionId, name]));
  return view.basket.lines.map((line) => {
    const price = priced.get(line.lineId);
    return {
      line,
      good: goods.get(line.sku),
      beforeMinor: price?.grossMinor ?? 0,
      afterMinor: price?.netMinor ?? 0,
      promotions: (price?.discounts ?? []).flatMap((discount) => {
        const name = names.get(discount.promotionId);
        return discount.amountMinor > 0 && name !== undefined ? [name] : [];
      }),
    };
  });
}

/** So many lines make a receipt of which one promotion can be the receipt's. */
const linesOfReceipt = 4;

/** It took something off most lines: said on each of them, it would hide what is their own. */
function isOfReceipt(lines: SaleView['priced']['lines'], promotionId: string): boolean {
  const touched = lines.filter(({ discounts }) => discounts.some((discount) => discount.promotionId === promotionId && discount.amountMinor > 0)).length;
  return lines.length >= linesOfReceipt && touched > lines.length / 2;
}

/** The line that was added or whose quantity changed between two revisions: it lights up and is selected. Nothing at the first look at a sale. */
export function changedLine(before: SaleView | undefined, after: SaleView): string | undefined {
  if (before?.saleId !== after.saleId) return before === undefined && after.revision > 1 ? undefined : after.basket.lines.at(-1)?.lineId;
  const known = new Map(before.basket.lines.map((line) => [line.lineId, line.quantityMilli]));
  return after.basket.lines.findLast((line) => known.get(line.lineId) !== line.quantityMilli)?.lineId;
}
