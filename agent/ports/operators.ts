import type { Right } from '../domain/operators/right.ts';
import type { WrongPins } from '../domain/operators/lock-out.ts';
import type { PinVerifier, StaffMember } from '../domain/operators/staff-list.ts';

/** Who may sign in at this store, as the centre last told it. */
export interface Staff {
  byUser(userId: string): StaffMember | undefined;
  byBadge(badge: string): StaffMember | undefined;
}

/** Checks PINs without keeping anybody else waiting. `busy`: so many are being checked that this one was not. */
export interface PinChecker {
  /** Without a verifier it takes as long and is wrong */
  check(pin: string, verifier: PinVerifier | undefined): Promise<'right' | 'wrong' | 'busy'>;
}

export interface Session {
  readonly userId: string;
  readonly startedAtMs: number;
  readonly lastUsedAtMs: number;
}

/** Who is signed in. Tokens are kept as digests; all of it survives a restart. */
export interface Sessions {
  /** @returns its token */
  begin(userId: string, nowMs: number): string;
  find(token: string): Session | undefined;
  /** Somebody does something with it */
  touch(token: string, nowMs: number): void;
  end(token: string): void;
}

/** Wrong PINs by person, or by what was typed where that is nobody. They survive a restart. */
export interface LockOuts {
  of(who: string): WrongPins;
  set(who: string, wrong: WrongPins): void;
}

/** One call that an approval let in. */
export interface OverrideUse {
  /** Method and path; in a list the subject that it was about */
  readonly what: string;
  /** What the call is a step of: its next step needs no other approval */
  readonly intent: string;
  /** Of the whole call: it may be repeated */
  readonly callDigest: string;
}

/** An approval that was given: for one intent within some minutes, or for one call about each of several subjects. */
export interface Override {
  readonly overrideId: string;
  readonly right: Right;
  /** Who approved */
  readonly userId: string;
  /** Who was signed in then; absent where nobody was */
  readonly forUserId?: string;
  readonly expiresAtMs: number;
  /** What it was given for, one by one: cards */
  readonly subjects?: readonly string[];
  readonly uses?: readonly OverrideUse[];
}

export interface Overrides {
  find(overrideId: string): Override | undefined;
  save(override: Override, nowMs: number): void;
}
