import { judgeRight } from '../../domain/operators/judge-right.ts';
import { approversOf, findRole } from '../../domain/operators/roles-of.ts';
import { refuse } from '../outcome.ts';
import { rolesPart } from './operator-desk.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { Override, OverrideUse } from '../../ports/operators.ts';
import type { Refusal } from '../outcome.ts';
import type { Caller } from './caller.ts';
import type { OperatorDesk } from './operator-desk.ts';

/** A call as an approval sees it. */
export interface ApprovedCall {
  /** Method and path with the ids in it */
  readonly target: string;
  readonly digest: string;
  /** What it is a step of, where it is one of several: the same text for each */
  readonly intent?: string;
  /** What it is about, where a list of these may be approved: a card */
  readonly subject?: string;
  /** What a second person may lend beside the call's own right */
  readonly lifts: readonly Right[];
  /** It says what is printed already: an approval that it does not need does not keep it out */
  readonly finishesReceipt: boolean;
}

export interface Admitted {
  readonly ok: true;
  readonly actor: Actor;
  /** What a second person lent to this call */
  readonly lent?: Right;
  /** The approval that this call has used; absent where it needed none, and where it had used it before */
  readonly spent?: SpentOverride;
}

/** One use of an approval, to be given back where the call is refused. */
export interface SpentOverride {
  readonly overrideId: string;
  readonly callDigest: string;
}

export type AdmitRefusal = Refusal<'session-required' | 'right-missing' | 'override-invalid'>;

/** Whether a caller may make a call that needs these rights, all of them. An approval that is named lends one, and counts or is refused: it is never passed over in silence. */
export function admit(desk: OperatorDesk, caller: Caller, needed: readonly Right[], overrideId: string | undefined, call: ApprovedCall): Admitted | AdmitRefusal {
  const judged = (right: Right) => judgeRight(right, caller.role, caller.scope);
  const missing = needed.find((right) => judged(right) === 'missing');
  if (missing !== undefined) return refuseRight(desk, caller, missing, false);
  const [asked, second] = needed.filter((right) => judged(right) === 'with-approval');
  // One approval lends one right.
  if (second !== undefined) return refuseRight(desk, caller, second, false);
  if (asked !== undefined) return overrideId === undefined ? refuseRight(desk, caller, asked, true) : withOverride(desk, caller, [asked], overrideId, call);
  const admitted: Admitted = { ok: true, actor: actorOf(caller) };
  if (overrideId === undefined) return admitted;
  const lifted = withOverride(desk, caller, [...needed, ...call.lifts.filter((right) => judged(right) !== 'missing')], overrideId, call);
  return lifted.ok || !call.finishesReceipt ? lifted : admitted;
}

export function actorOf({ signedIn }: Caller): Actor {
  return signedIn === undefined ? {} : { userId: signedIn.member.userId };
}

/** Where somebody else could be signed in at this client and may do it, signing in is the answer; else it is not. */
function refuseRight(desk: OperatorDesk, caller: Caller, right: Right, canApprove: boolean): AdmitRefusal {
  const facts = { right, canApprove, ...(canApprove ? { approvers: approversOf(rolesPart(desk), right) } : {}) };
  if (caller.signedIn === undefined && caller.scope.has(right)) return refuse('session-required', `Nobody is signed in, and this needs the right ${right}.`, facts);
  const detail = canApprove ? `This needs the right ${right}: a second person may approve it here.` : `This needs the right ${right}, which cannot be had here.`;
  return refuse('right-missing', detail, facts);
}

/**
 * Checks an approval and notes its use by this call, which may come again.
 *
 *   given ──first call, in time──► used ──the same call again, or the next step of its intent──► used
 *   given for a list ──a call about one of its subjects, in time──► that subject is used up; the others are not
 */
function withOverride(desk: OperatorDesk, caller: Caller, wanted: readonly Right[], overrideId: string, call: ApprovedCall): Admitted | Refusal<'override-invalid'> {
  const override = desk.overrides.find(overrideId);
  if (override === undefined) return invalid('it is unknown');
  const why = whoseNot(override, caller, wanted);
  if (why !== undefined) return invalid(why);
  const admitted: Admitted = { ok: true, actor: { ...actorOf(caller), approval: { overrideId, userId: override.userId } }, lent: override.right };
  const { uses = [], subjects } = override;
  if (uses.some(({ callDigest }) => callDigest === call.digest)) return admitted;
  const nowMs = desk.clock.now().atMs;
  const whyNot = (subjects === undefined ? whyNotNext(override, call, nowMs) : whyNotOneOf(override, call, nowMs)) ?? whyNoMore(desk, override, call);
  if (whyNot !== undefined) return invalid(whyNot);
  const use: OverrideUse = { what: subjects === undefined ? call.target : call.subject ?? '', intent: call.intent ?? call.digest, callDigest: call.digest };
  desk.overrides.save({ ...override, uses: [...uses, use] }, nowMs);
  return { ...admitted, spent: { overrideId, callDigest: call.digest } };
}

function invalid(why: string): Refusal<'override-invalid'> {
  return refuse('override-invalid', `This approval does not count: ${why}.`);
}

function whoseNot(override: Override, caller: Caller, wanted: readonly Right[]): string | undefined {
  if (!wanted.includes(override.right)) return `it is for the right ${override.right}, and this call asks for ${wanted.join(', ')}`;
  return override.forUserId === caller.signedIn?.member.userId ? undefined : 'it was given to somebody else';
}

/** What begins in time may be ended later: a receipt was printed meanwhile. */
function whyNotNext({ uses = [], expiresAtMs }: Override, { target, intent }: ApprovedCall, nowMs: number): string | undefined {
  const [first] = uses;
  if (first === undefined) return nowMs < expiresAtMs ? undefined : 'it is too old';
  return first.intent === intent && !uses.some(({ what }) => what === target) ? undefined : 'it was used for another call';
}

function whyNotOneOf({ uses = [], subjects = [], expiresAtMs }: Override, { subject }: ApprovedCall, nowMs: number): string | undefined {
  if (subject === undefined || !subjects.includes(subject)) return 'it names other cards';
  if (uses.some(({ what }) => what === subject)) return 'it was used for this card';
  return nowMs < expiresAtMs ? undefined : 'it is too old';
}

/** Whoever left, or may approve it no more, has approved nothing that was not begun: the staff list of now counts. */
function whyNoMore(desk: OperatorDesk, { userId, right, uses = [] }: Override, { intent }: ApprovedCall): string | undefined {
  if (intent !== undefined && uses.some((use) => use.intent === intent)) return undefined;
  const member = desk.staff.byUser(userId);
  const role = member === undefined ? undefined : findRole(rolesPart(desk), member.role);
  return role?.approves.includes(right) === true ? undefined : `${member?.name ?? userId} may not approve this any more`;
}

/** The call was refused, so that nothing was done under the approval: it is good for another one. */
export function giveOverrideBack(desk: OperatorDesk, { overrideId, callDigest }: SpentOverride): void {
  const override = desk.overrides.find(overrideId);
  if (override === undefined) return;
  const { uses = [], ...given } = override;
  const left = uses.filter((use) => use.callDigest !== callDigest);
  desk.overrides.save({ ...given, ...(left.length === 0 ? {} : { uses: left }) }, desk.clock.now().atMs);
}
