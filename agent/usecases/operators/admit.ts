import { judgeRight } from '../../domain/operators/judge-right.ts';
import { refuse } from '../outcome.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { Override } from '../../ports/operators.ts';
import type { Refusal } from '../outcome.ts';
import type { Caller } from './caller.ts';
import type { OperatorDesk } from './operator-desk.ts';

export interface Admitted {
  readonly ok: true;
  readonly actor: Actor;
  /** What it was let in by: to be spent on this call */
  readonly override?: Override;
}

export type AdmitRefusal = Refusal<'session-required' | 'right-missing' | 'override-invalid'>;

/** Whether a caller may make a call that needs this right; with an approval, if one is named and needed. */
export function admit(desk: OperatorDesk, caller: Caller, right: Right, overrideId: string | undefined, callDigest: string): Admitted | AdmitRefusal {
  const judgement = judgeRight(right, caller.role, caller.scope);
  if (judgement === 'granted') return { ok: true, actor: actorOf(caller) };
  if (judgement === 'with-approval' && overrideId !== undefined) return withOverride(desk, caller, right, overrideId, callDigest);
  return refuseRight(caller, right, judgement === 'with-approval');
}

export function actorOf({ signedIn }: Caller): Actor {
  return signedIn === undefined ? {} : { userId: signedIn.member.userId };
}

/** Where somebody else could be signed in at this client and may do it, signing in is the answer; else it is not. */
function refuseRight(caller: Caller, right: Right, canApprove: boolean): AdmitRefusal {
  const facts = { right, canApprove };
  if (caller.signedIn === undefined && caller.scope.has(right)) return refuse('session-required', `Nobody is signed in, and this needs the right ${right}.`, facts);
  const detail = canApprove ? `This needs the right ${right}: a second person may approve it here.` : `This needs the right ${right}, which cannot be had here.`;
  return refuse('right-missing', detail, facts);
}

/** Checks an approval and spends it on this call, which may come again. */
export function withOverride(desk: OperatorDesk, caller: Caller, right: Right, overrideId: string, callDigest: string): Admitted | Refusal<'override-invalid'> {
  const override = desk.overrides.find(overrideId);
  const why = override === undefined ? 'it is unknown' : whyNot(override, { caller, right, callDigest, nowMs: desk.clock.now().atMs });
  if (override === undefined || why !== undefined) return refuse('override-invalid', `This approval does not count: ${why ?? 'it is unknown'}.`);
  if (override.usedFor === undefined) desk.overrides.save({ ...override, usedFor: callDigest }, desk.clock.now().atMs);
  return { ok: true, actor: { ...actorOf(caller), approval: { overrideId, userId: override.userId } }, override };
}

function whyNot(override: Override, asked: { caller: Caller; right: Right; callDigest: string; nowMs: number }): string | undefined {
  if (override.right !== asked.right) return `it is for the right ${override.right}`;
  if (override.forUserId !== asked.caller.signedIn?.member.userId) return 'it was given to somebody else';
  if (override.usedFor !== undefined) return override.usedFor === asked.callDigest ? undefined : 'it was used for another call';
  return asked.nowMs < override.expiresAtMs ? undefined : 'it is too old';
}

/** The call was refused, so that nothing was done under the approval: it is good for another one. */
export function giveOverrideBack(desk: OperatorDesk, { overrideId, right, userId, forUserId, expiresAtMs }: Override): void {
  desk.overrides.save({ overrideId, right, userId, ...(forUserId === undefined ? {} : { forUserId }), expiresAtMs }, desk.clock.now().atMs);
}
