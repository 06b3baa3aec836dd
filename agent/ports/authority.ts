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
}
