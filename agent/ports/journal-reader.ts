import type { StoredOperation } from '../domain/operations/operation.ts';

/** How an operation stands with the centre: not sent, settled, or one of the states of a delivery. */
export type CentreState = 'unsent' | 'sent' | 'waiting' | 'parked' | 'quarantined';

export interface NewestQuery {
  /** The newest that is wanted */
  fromSeq: number;
  /** The oldest that is wanted */
  sinceSeq?: number;
  state?: CentreState;
  kind?: string;
  /** About one of these accounts: one, and those that were merged into it */
  accountIds?: readonly string[];
  /** About this card: what was done to it, and sales and claims of these accounts by it */
  cardNumber?: string;
  /** Of what was done to the card, only what was done for these accounts */
  isOfBoth?: true;
  limit: number;
}

/** The journal as people look through it. What was archived is not here. */
export interface JournalReader {
  /** Newest first. */
  newest(query: NewestQuery): StoredOperation[];
  byId(opId: string): StoredOperation | undefined;
  /** Repairs that name this operation, oldest first. */
  repairsOf(opId: string): StoredOperation[];
  /** Oldest first, both ends included; read as they are asked for. */
  span(fromSeq: number, toSeq: number): Iterable<StoredOperation>;
  /** The first operation at or after this trusted time; one more than the head where there is none. Found by halves: a clock that went back moves the border by what it went. */
  firstSince(atMs: number): number;
}
