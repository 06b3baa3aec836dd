import type { AccountEvent } from '../domain/operators/risk.ts';

/** What this till's own journal says of a customer, as far as limits against fraud count it. */
export interface AccountEvents {
  /** Oldest first */
  since(accountId: string, sinceMs: number): AccountEvent[];
  /** The `limit-hit` operations of a day, as their payloads' texts, oldest first */
  hits(fromMs: number, toMs: number): { seq: number; atMs: number; payload: string }[];
}
