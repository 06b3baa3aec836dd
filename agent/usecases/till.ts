import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Authority } from '../ports/authority.ts';
import type { BlockedCards } from '../ports/blocked-cards.ts';
import type { Clock } from '../ports/clock.ts';
import type { CustomerCache } from '../ports/customer-cache.ts';
import type { Directory } from '../ports/directory.ts';
import type { Ids } from '../ports/ids.ts';
import type { Journal } from '../ports/journal.ts';
import type { Meta } from '../ports/meta.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { Returns } from '../ports/returns.ts';
import type { Sales } from '../ports/sales.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Proven } from './confirm-code.ts';
import type { Slips } from '../ports/slips.ts';
import type { LimitWatch } from './limits/limit-watch.ts';
import type { DaySales } from './day-sales.ts';
import type { OwnCounts } from './own-counts.ts';

/** Everything that a use case may touch. The composition root makes it once; each use case takes it first. */
export interface Till {
  readonly tillId: string;
  readonly storeId: string;
  /** As in `1.4.0`: flags of the programme may ask for it */
  readonly agentVersion: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: Journal;
  readonly meta: Meta;
  readonly sales: Sales;
  readonly returns: Returns;
  readonly cache: CustomerCache;
  readonly blockedCards: BlockedCards;
  readonly authority: Authority;
  readonly directory: Directory;
  /** Customers who have just shown by a code that they are themselves, by account */
  readonly proofs: Map<string, Proven>;
  readonly sealer: Sealer;
  readonly phones: PhoneHasher;
  readonly slips: Slips;
  /** What own sales used up besides points */
  readonly ownCounts: OwnCounts;
  /** The same by the day, where the programme limits it so */
  readonly daySales: DaySales;
  /** Where limits against fraud are counted */
  readonly limits?: LimitWatch;
  /** Ids of the holds that the centre is being asked for at this moment */
  readonly asking: Set<string>;
  /** The centre: each revision of a sale sees its customer as they are now. A till keeps the state that the customer came with */
  readonly looksCustomersUpAgain?: true;
  /** The programme in service. Undefined until the first bundle was activated. */
  activeBundle(): CompiledBundle | undefined;
  /** A programme that is or was in service at this till. Undefined where it never was, or where this release can no longer read it. */
  bundleOf(hash: string): CompiledBundle | undefined;
  /** Whether the centre's root key made this signature (base64) over the text; asks nobody. */
  isSignedByCentre(text: string, signature: string): boolean;
  /** Whether the key (Ed25519, SPKI in DER, base64) made this signature (base64 or base64url) over the text. */
  isSignedBy(publicKey: string, text: string, signature: string): boolean;
  readonly budgets: WaitBudgets;
}

/** How long a cashier waits for the centre, in milliseconds. */
export interface WaitBudgets {
  /** To set points aside */
  readonly holdMs: number;
  /** To say what of a sale is left, or whose a code is that is shown once */
  readonly returnableMs: number;
  /** To list the customers of a telephone number */
  readonly lookUpMs: number;
  /** To send a code to a telephone, or to check it. Somebody waits for a message anyway. */
  readonly codeMs: number;
}
