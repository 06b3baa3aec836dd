import type { Basket } from '../domain/basket/basket.ts';
import type { CardProblem } from '../domain/cards/card-problem.ts';
import type { QrProof } from '../domain/cards/dynamic-qr.ts';
import type { Identification } from '../domain/cards/card.ts';
import type { LimitHit } from '../domain/operators/risk.ts';
import type { CustomerState } from '../domain/customer/account.ts';
import type { CustomerProof } from '../domain/operations/operation.ts';
import type { MayRedeem, PricedSale } from '../domain/pricing/priced-sale.ts';
import type { ProgrammeState } from '../domain/pricing/programme-state.ts';
import type { OrderName } from '../domain/orders/signed-order.ts';
import type { Cover } from '../domain/redemption/cover.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';

/**
 * A sale at this till (DESIGN §5):
 *
 *   PUT ──► priced ◄──► held ──► committed ──► (returned in parts: see the return operations)
 *             │  ▲        │ ▲
 *             │  │        │ └── restart ──► in-doubt ──► committed | cancelled | priced, held (the client goes on)
 *             └──┴────────┴──► cancelled
 */
export type SaleState = 'priced' | 'held' | 'in-doubt' | 'committed' | 'cancelled';

export interface SaleCustomer {
  state: CustomerState;
  identifiedBy: Identification;
  /** The application's code that proved it */
  qr?: QrProof;
  proof?: CustomerProof;
  /** The feed's cursor of the cached row, and the last own operation that it contained */
  cursor: number;
  through: number;
  /** When the centre last confirmed the cached row */
  asOfMs: number;
}

/** What covers the points of a sale. */
export interface SaleCover extends Cover {
  /** The first revision that it pays for: a receipt of an earlier one was printed without it */
  readonly sinceRevision: number;
}

/** An order of a web shop that a sale took over. */
export interface TakenOrder extends OrderName {
  /** Digests of its lines */
  readonly lines: readonly string[];
}

/** One revision of a sale, whole. The next one replaces it. */
export interface SaleRecord {
  saleId: string;
  revision: number;
  state: SaleState;
  /** SHA-256 of the canonical request that made this revision: the same request again answers the same revision */
  requestHash: string;
  openedAtMs: number;
  updatedAtMs: number;
  /** When this revision was priced; a commit and points change the price without a new time */
  time: BusinessTime;
  basket: Basket;
  /** Of the agent that priced this revision; absent where one from before this field did */
  agentVersion?: string;
  customer?: SaleCustomer;
  /** Orders of web shops that lines of it come from, while one of their lines is in the basket */
  orders?: readonly TakenOrder[];
  /** The code that was shown as a card: with it the customer is looked up again only when it changes */
  customerCode?: string;
  /** Why a shown card does not count */
  customerProblem?: CardProblem;
  /** Limits against fraud that its card went beyond */
  limitHits?: readonly LimitHit[];
  cover?: SaleCover;
  /** What might be spent when this revision was priced; without it the balance. While there is a cover: when that was taken */
  mayRedeem?: MayRedeem;
  /** What the till knew of budgets and used coupons when it priced this revision, where it knew anything */
  programme?: ProgrammeState;
  priced: PricedSale;
  pricedHash: string;
  bundle: { serial: number; hash: string; semantics: number };
  /** The return that was made under the same receipt */
  exchange?: { returnId: string };
  /** The return that cancelled it after its receipt */
  cancelled?: { returnId: string };
  /** Set at the commit: hash of the commit's body, and where its operation lies in the journal */
  commit?: { requestHash: string; seq: number; opId: string; hash: string };
}

/** Open and recent sales. Revisions are written without a sync: a lost one is priced again by the client (DESIGN §5). */
export interface Sales {
  find(saleId: string): SaleRecord | undefined;
  /** Newest first, at most `limit`. */
  list(states: readonly SaleState[], limit: number): SaleRecord[];
  /** A revision that the disk does not take stays in memory, where that is safe; else throws `JournalFault`. */
  save(sale: SaleRecord): void;
  /** False while the newest revision of this sale lies in memory alone */
  isKept(saleId: string): boolean;
}
