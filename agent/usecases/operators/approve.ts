import { judgeRight } from '../../domain/operators/judge-right.ts';
import { findRole } from '../../domain/operators/roles-of.ts';
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
  readonly reason: string;
}

/** An approval is for now: who walks away from the screen has not approved what comes next. */
const overrideLifeMs = 5 * 60_000;

export type ApproveOutcome = { readonly ok: true; readonly override: Override } | PersonRefusal | Refusal<'session-expired' | 'right-missing' | 'approval-refused'>;

/** A second person approves, at the screen of who is signed in, one call of theirs. */
export async function approve(desk: OperatorDesk, input: ApproveInput): Promise<ApproveOutcome> {
  const { right, subject, reason } = input;
  const caller = callerOf(desk, input.client, input.sessionToken, false);
  if ('ok' in caller) return caller;
  if (judgeRight(right, caller.role, caller.scope) === 'missing') {
    return refuse('right-missing', `Nobody can approve the right ${right} for this role here.`, { right, canApprove: false });
  }
  const checked = await checkPerson(desk, input, actorOf(caller));
  if (!checked.ok) return checked;
  const { member, compiled } = checked;
  if (member.userId === caller.signedIn?.member.userId) return refuse('approval-refused', 'Who is signed in cannot approve for themselves: ask a second person.', { right });
  if (findRole(compiled.bundle, member.role)?.approves.includes(right) !== true) return refuse('approval-refused', `${member.name} may not approve the right ${right}.`, { right });
  const { now, fields } = actionBy(desk, compiled, actorOf(caller));
  const overrideId = desk.ids.next();
  const expiresAtMs = now.atMs + overrideLifeMs;
  const override: Override = { overrideId, right, userId: member.userId, ...(caller.signedIn === undefined ? {} : { forUserId: caller.signedIn.member.userId }), expiresAtMs };
  desk.journal.append([{
    kind: 'override-approved',
    schema: 1,
    opId: desk.ids.next(),
    payload: { ...fields, overrideId, userId: member.userId, right, ...(subject === undefined ? {} : { subject }), reason, expiresAtMs },
  }], now, {});
  desk.overrides.save(override, now.atMs);
  return { ok: true, override };
}
