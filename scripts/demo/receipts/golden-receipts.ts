import { customerReceipts } from './customers-and-points.ts';
import { everydayReceipts } from './everyday.ts';
import { offersReceipts } from './offers.ts';
import { wholeReceipts } from './whole-receipts.ts';
import { type GoldenInput, type GoodsLookup, openReceiptBook } from './receipt-book.ts';

/** A receipt for every promotion, and for every rule that holds one back. Tests read some of them by hand, and price all of them by the rules alone. */
export function goldenInputs(goods: GoodsLookup): GoldenInput[] {
  const book = openReceiptBook(goods);
  return [...everydayReceipts(book), ...offersReceipts(book), ...wholeReceipts(book), ...customerReceipts(book)];
}
