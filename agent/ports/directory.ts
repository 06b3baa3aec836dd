/** What the centre knows of persons, and does for them while somebody waits (DESIGN §6): nothing of it is kept at the till. */
export interface FoundPerson {
  readonly accountId: string;
  readonly givenName?: string;
  /** Last four digits of the cards that count */
  readonly cardEndings: readonly string[];
  readonly isVerified: boolean;
}

export type CodeRequested =
  | { readonly outcome: 'sent'; readonly codeDigits: number; readonly expiresAtMs: number; readonly phoneEnding: string }
  | { readonly outcome: 'refused'; readonly reason: 'account-unknown' | 'phone-missing' | 'too-many-codes' | 'never-confirmed'; readonly retryAfterMs?: number };

export type CodeChecked =
  | { readonly outcome: 'confirmed' }
  | { readonly outcome: 'refused'; readonly reason: 'code-wrong' | 'code-expired' | 'verification-unknown'; readonly triesLeft?: number };

/** Undefined: no answer in time. Never throws for an outage. */
export interface Directory {
  /** Whose telephone (E.164) this is */
  findByPhone(phone: string, budgetMs: number): Promise<readonly FoundPerson[] | undefined>;
  /** Has a code sent to the telephone: that of the account's person, where none is named. The same id again sends no second one. */
  requestCode(request: { readonly verificationId: string; readonly accountId: string; readonly phone?: string }, budgetMs: number): Promise<CodeRequested | undefined>;
  checkCode(request: { readonly verificationId: string; readonly accountId: string; readonly code: string }, budgetMs: number): Promise<CodeChecked | undefined>;
}
