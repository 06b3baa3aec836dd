import { digestOf } from '../../usecases/digest.ts';
import { judgeRight } from '../../domain/operators/judge-right.ts';
import { actorOf, admit, giveOverrideBack, withOverride } from '../../usecases/operators/admit.ts';
import { callerOf } from '../../usecases/operators/caller.ts';
import type { FastifyRequest } from 'fastify';
import type { Right } from '../../domain/operators/right.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { AdmitRefusal, ApprovedCall, SpentOverride } from '../../usecases/operators/admit.ts';
import type { Caller } from '../../usecases/operators/caller.ts';
import type { OperatorDesk } from '../../usecases/operators/operator-desk.ts';
import type { Refusal } from '../../usecases/outcome.ts';
import type { Call, Reply, Route } from './route.ts';

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

export function admissionOf(desk: OperatorDesk, route: Pick<Route, 'right' | 'finishesReceipt' | 'approvedAs'>, request: FastifyRequest): Admission {
  const token = header(request, sessionHeader);
  const overrideId = header(request, overrideHeader);
  const { right } = route;
  const caller = (): Caller | Refusal<'session-expired'> => callerOf(desk, request.tillClient, token, route.finishesReceipt);
  const withToken = (call: AnyCall, actor: Actor, who?: Caller): AnyCall => ({ ...call, actor, ...(who === undefined ? {} : { may: (asked) => judgeRight(asked, who.role, who.scope) === 'granted' }), ...(token === undefined ? {} : { sessionToken: token }) });
  return {
    early() {
      if (right === 'anyone') return undefined;
      const who = caller();
      if ('ok' in who) return who;
      return typeof right === 'function' || overrideId !== undefined ? undefined : refusalOf(admit(desk, who, right, undefined, { target: '', digest: '' }));
    },
    enter(call) {
      const who = caller();
      // Whoever may do it may do it with a session that has ended, too.
      if (right === 'anyone') return { ok: true, call: withToken(call, 'ok' in who ? {} : actorOf(who)) };
      if ('ok' in who) return who;
      const needed: Right = typeof right === 'function' ? right(call) : right;
      const approved = overrideId === undefined ? { target: call.target, digest: '' } : approvedCall(route, call);
      const admitted = admit(desk, who, needed, overrideId, approved);
      if (!admitted.ok) return admitted;
      if (token !== undefined) desk.sessions.touch(token, desk.clock.now().atMs);
      const beside = overrideId === undefined ? undefined : besideRight(desk, who, overrideId);
      const lifted = overrideId === undefined || beside === undefined ? admitted : withOverride(desk, who, beside, overrideId, approved);
      if (!lifted.ok) return lifted;
      return { ok: true, call: { ...withToken(call, lifted.actor, who), ...(beside === undefined ? {} : said[beside]) }, ...(lifted.spent === undefined ? {} : { spent: lifted.spent }) };
    },
    leave(reply, spent) {
      if (spent !== undefined && 'code' in reply) giveOverrideBack(desk, spent);
    },
  };
}

function approvedCall({ approvedAs }: Pick<Route, 'approvedAs'>, call: AnyCall): ApprovedCall {
  return { target: call.target, digest: digestOf({ target: call.target, key: call.idempotencyKey, body: call.body ?? null }), ...approvedAs?.(call) };
}

/** What an approval says of a call besides letting it in. */
const said = { 'limit-override': { liftsLimits: true }, 'identity-override': { vouches: true } } as const;

/** An approval is for the call's own right, or for what would keep its caller from all of it: a limit, or a customer who is not known well enough. */
function besideRight(desk: OperatorDesk, { role, scope }: Caller, overrideId: string): keyof typeof said | undefined {
  const right = desk.overrides.find(overrideId)?.right;
  return (right === 'limit-override' || right === 'identity-override') && judgeRight(right, role, scope) !== 'missing' ? right : undefined;
}

function refusalOf(admitted: ReturnType<typeof admit>): AdmitRefusal | undefined {
  return admitted.ok ? undefined : admitted;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
