import type { BasketLine } from '../basket/basket.ts';
import type { ReturnRules } from '../bundle/bundle.ts';
import type { PricedSale } from '../pricing/priced-sale.ts';

/** The three amounts of a sale, or of a part of it, that returns undo. */
export type Amounts = Pick<PricedSale, 'payableMinor' | 'pointsSpent' | 'pointsEarned'>;

/**
 * What the sale costs, spends and earns with only these lines, all else as it was. `pointsLeft` are those of its points that no return has
 * given back. Undefined where these lines have no price.
 */
export type Reprice = (kept: BasketLine[], pointsLeft: number) => Amounts | undefined;

/** What a return depends on, besides the sale and the returns before it. */
export interface ReturnTerms {
  readonly rules: ReturnRules;
  /** The day of the return in the store's zone: points that become available later are pending */
  readonly today: string;
  /** Pending points go before others, and the quote names the lots that it moves */
  readonly takes?: 'pending-first';
  /** What the customer may spend, for `within_balance`. Unknown, it counts as nothing. */
  readonly availablePoints?: number;
  /** For the refund `reprice`; absent where the bundle of the sale is no longer there */
  readonly reprice?: Reprice;
}

/** The rules of returns that record none: they come from before there were others (ADR 0011). */
export const firstReturnRules: ReturnRules = { pointsPolicy: 'allow_negative' };
