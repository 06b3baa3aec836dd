import type { QrProof } from '../domain/cards/dynamic-qr.ts';
import type { QuotedReturn, SaleCommitted } from '../domain/operations/operation.ts';

/** The points authority of the programme: who may say that points are set aside (DESIGN §2, §5). */
export interface HoldRequest {
  holdId: string;
  saleId: string;
  accountId: string;
  cardNumber: string;
  points: number;
  holdSeconds: number;
}

export type HoldAnswer =
  | { outcome: 'held'; points: number; expiresAtMs: number }
  | { outcome: 'refused'; reason: 'insufficient-points' | 'account-unknown' | 'card-not-active' | 'hold-released'; availablePoints: number; reserved?: { tillId: string; storeId: string; points: number }[] }
  /** No answer within the budget. `ambiguous`: bytes may have reached the authority, so the hold may exist. */
  | { outcome: 'unavailable'; ambiguous: boolean };

/** A return of a sale at some till, as far as the centre took it */
export interface ReturnElsewhere {
  returnId: string;
  tillId: string;
  result: QuotedReturn;
}

/** What the centre says of a sale of which something shall come back, or whose points somebody claims. */
export type ReturnableAnswer =
  | { outcome: 'known'; sale: SaleCommitted; returns: ReturnElsewhere[]; /** Somebody has claimed its points already */ claimed?: { tillId: string; atMs: number } }
  /** It has not arrived there, or there is none of this id */
  | { outcome: 'unknown' }
  | { outcome: 'unavailable' };

/** Whether a code of the application is this sale's: each is good for one, at all tills together. */
export type QrUseAnswer = { outcome: 'yours' } | { outcome: 'used'; saleId: string; tillId: string } | { outcome: 'unavailable' };

/** How the authority can be reached, known at once without asking. */
export interface AuthorityStanding {
  /** False: a hold would not even be asked for */
  isReachable: boolean;
  /** It keeps another branch of this journal (DESIGN §7) */
  isQuarantined: boolean;
}

export interface Authority {
  standing(): AuthorityStanding;
  /** Never throws for an outage; never takes longer than `budgetMs`. */
  hold(request: HoldRequest, budgetMs: number): Promise<HoldAnswer>;
  /** Never throws for an outage; never takes longer than `budgetMs`. */
  returnable(saleId: string, budgetMs: number): Promise<ReturnableAnswer>;
  /** Never throws for an outage; never takes longer than `budgetMs`. */
  useQr(code: Pick<QrProof, 'keyId' | 'nonce'>, saleId: string, budgetMs: number): Promise<QrUseAnswer>;
}
