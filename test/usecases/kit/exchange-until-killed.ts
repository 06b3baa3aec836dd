/** Sells, and exchanges what it sold in one receipt. A failpoint ends it in the middle. */
import { commitSale } from '../../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../../agent/usecases/quote-return.ts';
import { openTestTill } from './test-till.ts';

const { till } = openTestTill({}, process.argv[2]);
const lines = [{ sku: 'milk', quantityMilli: 3_000, unitPriceMinor: 500 }];
priceSale(till, { saleId: 'sold', baseRevision: 0, lines });
commitSale(till, { saleId: 'sold', revision: 1, receipt: { number: '1' } });
quoteReturn(till, { returnId: 'back', baseRevision: 0, saleId: 'sold' });
priceSale(till, { saleId: 'instead', baseRevision: 0, lines });
commitSale(till, { saleId: 'instead', revision: 1, receipt: { number: '2' }, exchange: { returnId: 'back', revision: 1 } });
