import type { GoodFacts } from '../bundle/good-facts.ts';
import type { CustomerState } from '../customer/account.ts';
import type { BusinessTime } from '../time/business-time.ts';

/** One line as conditions and selectors see it. */
export interface LineFacts {
  readonly sku: string;
  /** Undefined where the programme does not know the good */
  readonly good: GoodFacts | undefined;
  /** A delivery, say */
  readonly isService: boolean;
  readonly unitPriceMinor: number;
  readonly quantityMilli: number;
  readonly grossMinor: number;
  /** What the stages before this one left of it */
  readonly stageMinor: number;
  /** What all discounts so far left of it */
  readonly leftMinor: number;
}

/** All that conditions may look at. */
export interface SaleFacts {
  readonly time: BusinessTime;
  /** `time.localDate` as one number */
  readonly dateKey: number;
  /** A bit for the weekday and one for the customer's tier, as plain conditions have them */
  readonly plainBits: number;
  readonly storeId: string;
  /** Undefined where the bundle does not know the store */
  readonly region: string | undefined;
  readonly tillId: string | undefined;
  readonly agentVersion: string | undefined;
  readonly channel: string;
  readonly payment: string | undefined;
  readonly external: string | undefined;
  /** Kinds of the coupons that were shown and may be used */
  readonly couponIds: ReadonlySet<string>;
  readonly lines: readonly LineFacts[];
  /** All goods before any discount; deliveries are no goods */
  readonly goodsGrossMinor: number;
  /** Only a customer that counts: the card is neither blocked nor replaced */
  readonly customer: CustomerState | undefined;
  /** Categories of the customer's favourite, while it runs; else undefined */
  readonly favourite: ReadonlySet<string> | undefined;
  /** Promotions with a limit per customer do not act: nobody can be asked how often the customer had them */
  readonly withholdsLimited: boolean;
}
