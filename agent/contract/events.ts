import type { CardEvent } from './card.ts';
import type { SaleView } from './sale.ts';
import type { ScanView } from './scan.ts';
import type { StatusView } from './status.ts';

/**
 * Server-sent events of `GET /v1/events`: `event:` is the name, `data:` the JSON of the value, `id:` counts up.
 * A new stream starts with `status`. Nothing is replayed: a client that comes back reads what it needs.
 */
export interface TillEvents {
  status: StatusView;
  scan: ScanView;
  /** A sale has a new revision or state */
  sale: SaleView;
  /** The centre's feed brought something new about this account */
  customer: { accountId: string };
  /** Something was done to a card here or elsewhere, or has lost to what was done elsewhere */
  card: CardEvent;
}
export type TillEventName = keyof TillEvents;
