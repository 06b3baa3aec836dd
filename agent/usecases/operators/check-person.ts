import { afterWrongPin, noWrongPins, waitMs, type WrongPins } from '../../domain/operators/lock-out.ts';
import { lockOutRules } from '../../domain/operators/roles-of.ts';
import { JournalFault } from '../../ports/journal.ts';
import { notReady, refuse } from '../outcome.ts';
import { actionBy } from './action-by.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { StaffMember } from '../../domain/operators/staff-list.ts';
import type { Refusal } from '../outcome.ts';
import type { OperatorDesk } from './operator-desk.ts';

/** Who somebody says to be: by name or by badge. */
export interface Credentials {
  readonly user?: string;
  readonly badge?: string;
  readonly pin: string;
}

export type PersonRefusal = Refusal<'not-ready' | 'bad-request' | 'sign-in-refused' | 'operator-locked' | 'sign-in-busy'>;
export type CheckedPerson = { readonly ok: true; readonly member: StaffMember; readonly compiled: CompiledBundle } | PersonRefusal;

/**
 * Whether it is who they say. A name that is nobody's is answered as a wrong PIN is: as late, and locked out after as many.
 * Each person has their own count; nothing of it touches a sale.
 *
 *   waiting ──► operator-locked      free ──► right: count 0, in      free ──► wrong: count + 1, from `tries` on a wait that grows
 */
export async function checkPerson(desk: OperatorDesk, given: Credentials, by: Actor): Promise<CheckedPerson> {
  const compiled = desk.activeBundle();
  if (compiled === undefined) return notReady();
  if ((given.user === undefined) === (given.badge === undefined)) return refuse('bad-request', 'Say user or badge, and not both.');
  const member = given.user === undefined ? desk.staff.byBadge(given.badge ?? '') : desk.staff.byUser(given.user);
  const who = member === undefined ? `typed:${given.user ?? given.badge ?? ''}` : `user:${member.userId}`;
  const before = locked(desk, who);
  if (before !== undefined) return before;
  const checked = await desk.pins.check(given.pin, member?.pin);
  if (checked === 'busy') return refuse('sign-in-busy', 'So many PINs are being checked that this one was not. Try again in a second.', { retryAfterMs: 1_000 });
  // Tries that came beside this one may have locked them meanwhile: then it says nothing, right or wrong.
  const meanwhile = locked(desk, who);
  if (meanwhile !== undefined) return meanwhile;
  if (checked === 'right' && member !== undefined) {
    if (desk.lockOuts.of(who).count > 0) desk.lockOuts.set(who, noWrongPins);
    return { ok: true, member, compiled };
  }
  const wrong = afterWrongPin(desk.lockOuts.of(who), lockOutRules(compiled.bundle), desk.clock.now().atMs);
  desk.lockOuts.set(who, wrong);
  if (wrong.lockedUntilMs === undefined) return refuse('sign-in-refused', 'Nobody has this name or badge with this PIN here.');
  journalLock(desk, compiled, { by, wrong, userId: member?.userId, lockedUntilMs: wrong.lockedUntilMs });
  return locked(desk, who) ?? refuse('sign-in-refused', 'Nobody has this name or badge with this PIN here.');
}

function locked(desk: OperatorDesk, who: string): Refusal<'operator-locked'> | undefined {
  const retryAfterMs = waitMs(desk.lockOuts.of(who), desk.clock.now().atMs);
  return retryAfterMs === 0 ? undefined : refuse('operator-locked', `Too many wrong PINs. Wait ${Math.ceil(retryAfterMs / 1_000)} seconds; sales go on meanwhile.`, { retryAfterMs });
}

function journalLock(desk: OperatorDesk, compiled: CompiledBundle, lock: { by: Actor; wrong: WrongPins; userId: string | undefined; lockedUntilMs: number }): void {
  const { now, fields } = actionBy(desk, compiled, lock.by);
  try {
    desk.journal.append([{
      kind: 'operator-locked',
      schema: 1,
      opId: desk.ids.next(),
      payload: { ...fields, ...(lock.userId === undefined ? {} : { userId: lock.userId }), wrongPins: lock.wrong.count, lockedUntilMs: lock.lockedUntilMs },
    }], now, {});
  } catch (error) {
    // They wait all the same; that the journal takes nothing is said elsewhere.
    if (!(error instanceof JournalFault)) throw error;
  }
}
