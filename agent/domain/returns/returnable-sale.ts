import type { BasketLine } from '../basket/basket.ts';
import type { SaleLotFacts } from '../ledger/lot.ts';
import type { PricedLine, PricedSale } from '../pricing/priced-sale.ts';
import type { PointsLot } from '../customer/account.ts';

export type ReturnableLine = Pick<PricedLine, 'lineId' | 'sku' | 'quantityMilli' | 'grossMinor' | 'payableMinor' | 'pointsSpent' | 'pointsEarned'>;

/** What a return needs of a sale. A sale of the journal has it all; one that is known from its slip alone has no lots that its points came from. */
export interface ReturnableSale extends SaleLotFacts {
  readonly saleId: string;
  readonly basket: { readonly lines: readonly BasketLine[] };
  readonly result: SaleLotFacts['result'] & Pick<PricedSale, 'pointsSpent' | 'pointsSpentFrom'> & { readonly lines: readonly ReturnableLine[] };
  readonly customer?: { readonly state: { readonly lots?: readonly PointsLot[] } } | undefined;
}
