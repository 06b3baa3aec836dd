import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { CardBody } from '../../../agent/domain/operations/card-operations.ts';
import type { Books } from '../accounts/books.ts';
import type { CardBooks } from '../cards/card-books.ts';
import type { AdjustedPoints } from './adjusted-points.ts';
import type { BatchItem } from './batch-item.ts';
import type { Finding } from './finding.ts';
import type { AccrualNote } from '../notifications/write-accruals.ts';
import type { ProfileBooks } from '../profiles/profile-books.ts';
import type { FavouriteBooks } from './favourite-choices.ts';
import type { Honouring } from './honouring.ts';
import type { ParkedSpending } from './parked-spending.ts';
import type { ProgrammeBooks } from './programme-books.ts';
import type { OnceUses, OvertakenUse } from './once-uses.ts';
import type { SaleRecord } from './sale-records.ts';
import type { ResolvedTarget } from './resolved-targets.ts';
import type { TakenReturn } from './taken-returns.ts';

export interface CardItem {
  readonly item: BatchItem;
  readonly body: CardBody;
}

/** All that one batch reads and changes, locked and in memory, until it is written in a few statements. */
export interface BatchState {
  readonly books: Books;
  readonly sales: ReadonlyMap<string, SaleRecord>;
  /** By hash; those that were never published are missing */
  readonly bundles: ReadonlyMap<string, CompiledBundle>;
  /** The programme in force; undefined before the first */
  readonly inForce: Bundle | undefined;
  readonly programme: ProgrammeBooks;
  /** The centre's day in the programme's zone */
  readonly today: string;
  readonly honouring: Honouring;
  /** Operations that repairs of this batch name, by id; those that the centre has not are missing */
  readonly targets: ReadonlyMap<string, ResolvedTarget>;
  /** Who used each code of the application, and each order of a web shop, first */
  readonly onceUses: OnceUses;
  /** Sales that had one of these until an earlier one came with it */
  readonly overtakenUses: OvertakenUse[];
  readonly findings: Finding[];
  readonly taken: TakenReturn[];
  readonly parked: ParkedSpending[];
  readonly profiles: ProfileBooks;
  readonly cards: CardBooks;
  /** Operations on cards of this batch that count: those that the accounts show, and those since */
  readonly cardItems: { readonly settled: CardItem[]; readonly unsettled: CardItem[] };
  /** Numbers that customers have shown to be theirs: `readProofs` */
  readonly phoneProofs: ReadonlySet<string>;
  readonly favourites: FavouriteBooks;
  readonly adjusted: AdjustedPoints;
  /** What was sealed, by the digest of the blob; what could not be opened is missing */
  readonly opened: ReadonlyMap<string, string>;
  /** What customers may be told of */
  readonly accruals: AccrualNote[];
}

/** Adds a finding about one operation. */
export function report(
  state: BatchState,
  item: BatchItem,
  kind: Finding['kind'],
  accountId: string | undefined,
  detail: Finding['detail'],
): void {
  state.findings.push({
    kind, journalId: item.journalId, seq: item.seq, opId: item.opId, ...(accountId === undefined ? {} : { accountId }), detail,
  });
}
