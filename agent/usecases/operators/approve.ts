import { judgeRight } from '../../domain/operators/judge-right.ts';
import { findRole } from '../../domain/operators/roles-of.ts';
import { cardSubject } from '../card-subject.ts';
import { refuse } from '../outcome.ts';
import { actionBy } from './action-by.ts';
import { actorOf } from './admit.ts';
import { callerOf } from './caller.ts';
import { checkPerson } from './check-person.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { Override } from '../../ports/operators.ts';
import type { Refusal } from '../outcome.ts';
import type { ClientKind } from './caller.ts';
import type { Credentials, PersonRefusal } from './check-person.ts';
import type { OperatorDesk } from './operator-desk.ts';

export interface ApproveInput extends Credentials {
  readonly client: ClientKind;
  /** Of who is signed in */
  readonly sessionToken: string | undefined;
  readonly right: Right;
  readonly subject?: string;
  /** Cards, as they are scanned or typed: one call about each */
  readonly subjects?: readonly string[];
  readonly reason: string;
}

/** An approval is for now: who walks away from the screen has not approved what comes next. */
const overrideLifeMs = 5 * 60_000;

export type ApproveOutcome = { readonly ok: true; readonly override: Override } | PersonRefusal | Refusal<'bad-request' | 'session-expired' | 'right-missing' | 'approval-refused'>;

/** A second person approves, at the screen of who is signed in, one thing that they do, or the same done to each card of a list. It is journalled once. */
export async function approve(desk: OperatorDesk, input: ApproveInput): Promise<ApproveOutcome> {
  const { right, subject, reason } = input;
  const caller = callerOf(desk, input.client, input.sessionToken, false);
  if ('ok' in caller) return caller;
  if (judgeRight(right, caller.role, caller.scope) === 'missing') {
    return refuse('right-missing', `Nobody can approve the right ${right} for this role here.`, { right, canApprove: false });
  }
  if (input.subjects !== undefined && (subject !== undefined || !right.startsWith('card-'))) return { ...refuse('bad-request', 'A list is of cards, for a right on cards, and without a subject beside it.'), path: '/subjects' };
  const checked = await checkPerson(desk, input, actorOf(caller));
  if (!checked.ok) return checked;
  const { member, compiled } = checked;
  if (member.userId === caller.signedIn?.member.userId) return refuse('approval-refused', 'Who is signed in cannot approve for themselves: ask a second person.', { right });
  if (findRole(compiled.bundle, member.role)?.approves.includes(right) !== true) return refuse('approval-refused', `${member.name} may not approve the right ${right}.`, { right });
  const { now, fields } = actionBy(desk, compiled, actorOf(caller));
  const overrideId = desk.ids.next();
  const expiresAtMs = now.atMs + overrideLifeMs;
  const subjects = input.subjects === undefined ? {} : { subjects: [...new Set(input.subjects.map((code) => cardSubject(compiled, code)))] };
  const override: Override = { overrideId, right, ...subjects, userId: member.userId, ...(caller.signedIn === undefined ? {} : { forUserId: caller.signedIn.member.userId }), expiresAtMs };
  desk.journal.append([{
    kind: 'override-approved',
    schema: 1,
    opId: desk.ids.next(),
    payload: { ...fields, overrideId, userId: member.userId, right, ...(subject === undefined ? {} : { subject }), ...subjects, reason, expiresAtMs },
  }], now, {});
  desk.overrides.save(override, now.atMs);
  return { ok: true, override };
}
