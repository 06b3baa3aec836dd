import type { GoodFacts } from '../bundle/good-facts.ts';
import type { CustomerState } from '../customer/account.ts';
import type { BusinessTime } from '../time/business-time.ts';

/** One line as conditions and selectors see it: before any discount. */
export interface LineFacts {
  /** Undefined where the programme does not know the good */
  readonly good: GoodFacts | undefined;
  readonly quantityMilli: number;
  readonly grossMinor: number;
}

/** All that conditions may look at. */
export interface SaleFacts {
  readonly time: BusinessTime;
  readonly storeId: string;
  readonly lines: readonly LineFacts[];
  /** Only a customer that counts: the card is neither blocked nor replaced */
  readonly customer: CustomerState | undefined;
  /** Categories of the customer's favourite, while it runs; else undefined */
  readonly favourite: ReadonlySet<string> | undefined;
}
