import { digestOf } from '../../usecases/digest.ts';
import { judgeRight } from '../../domain/operators/judge-right.ts';
import { actorOf, admit, giveOverrideBack } from '../../usecases/operators/admit.ts';
import { callerOf } from '../../usecases/operators/caller.ts';
import type { FastifyRequest } from 'fastify';
import type { Right } from '../../domain/operators/right.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { AdmitRefusal, ApprovedCall, SpentOverride } from '../../usecases/operators/admit.ts';
import type { Caller } from '../../usecases/operators/caller.ts';
import type { OperatorDesk } from '../../usecases/operators/operator-desk.ts';
import type { Refusal } from '../../usecases/outcome.ts';
import type { Call, Lift, Reply, Route } from './route.ts';

export const sessionHeader = 'x-operator-session';
export const overrideHeader = 'x-override';

type AnyCall = Call<unknown, unknown, unknown>;
export type AdmissionRefusal = AdmitRefusal | Refusal<'session-expired'>;

/** Who makes a call of a route, and whether they may: each route is asked about in the same way, before its handler sees the call. */
export interface Admission {
  /** Judged by who calls alone, so that a badly formed call tells nobody more than a good one: for routes that need one right whatever is asked for */
  early(): AdmissionRefusal | undefined;
  /** The call with its actor; an approval that it needs is spent on it */
  enter(call: AnyCall): { readonly ok: true; readonly call: AnyCall; readonly spent?: SpentOverride } | AdmissionRefusal;
  /** What was refused did nothing: its approval is good for another call */
  leave(reply: Reply<unknown>, spent: SpentOverride | undefined): void;
}

type JudgedRoute = Pick<Route, 'right' | 'lifts' | 'showsMoreTo' | 'finishesReceipt' | 'approvedAs'>;

export function admissionOf(desk: OperatorDesk, route: JudgedRoute, request: FastifyRequest): Admission {
  const token = header(request, sessionHeader);
  const overrideId = header(request, overrideHeader);
  const { right, showsMoreTo } = route;
  const caller = (): Caller | Refusal<'session-expired'> => callerOf(desk, request.tillClient, token, route.finishesReceipt);
  const withToken = (call: AnyCall, actor: Actor): AnyCall => ({ ...call, actor, ...(token === undefined ? {} : { sessionToken: token }) });
  const seesMore = ({ role, scope }: Caller): boolean => showsMoreTo !== undefined && judgeRight(showsMoreTo, role, scope) === 'granted';
  return {
    early() {
      if (right === 'anyone') return undefined;
      const who = caller();
      if ('ok' in who) return who;
      return typeof right === 'object' || overrideId !== undefined ? undefined : refusalOf(admit(desk, who, [right], undefined, { target: '', digest: '', lifts: [], finishesReceipt: false }));
    },
    enter(call) {
      const who = caller();
      // Whoever may do it may do it with a session that has ended, too.
      if (right === 'anyone') return { ok: true, call: withToken(call, 'ok' in who ? {} : actorOf(who)) };
      if ('ok' in who) return who;
      const admitted = admit(desk, who, rightsFor(right, call), overrideId, approvedCall(route, call, overrideId));
      if (!admitted.ok) return admitted;
      if (token !== undefined) desk.sessions.touch(token, desk.clock.now().atMs);
      const { actor, lent, spent } = admitted;
      return { ok: true, call: { ...withToken(call, actor), seesMore: seesMore(who), ...said(lent) }, ...(spent === undefined ? {} : { spent }) };
    },
    leave(reply, spent) {
      if (spent !== undefined && 'code' in reply) giveOverrideBack(desk, spent);
    },
  };
}

function rightsFor(right: Exclude<Route['right'], 'anyone'>, call: AnyCall): readonly Right[] {
  const needed = typeof right === 'object' ? right.of(call) : right;
  return typeof needed === 'string' ? [needed] : needed;
}

function approvedCall({ approvedAs, lifts, finishesReceipt }: JudgedRoute, call: AnyCall, overrideId: string | undefined): ApprovedCall {
  const digest = overrideId === undefined ? '' : digestOf({ target: call.target, key: call.idempotencyKey, body: call.body ?? null });
  return { target: call.target, digest, lifts: finishesReceipt ? everyLift : lifts, finishesReceipt, ...approvedAs?.(call) };
}

/** A receipt's last call names whoever let the steps before it pass. */
const everyLift: readonly Lift[] = ['limit-override', 'identity-override'];

/** What an approval says of a call besides letting it in. */
function said(lent: Right | undefined): Pick<AnyCall, 'liftsLimits' | 'vouches'> {
  if (lent === 'limit-override') return { liftsLimits: true };
  return lent === 'identity-override' ? { vouches: true } : {};
}

function refusalOf(admitted: ReturnType<typeof admit>): AdmitRefusal | undefined {
  return admitted.ok ? undefined : admitted;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
