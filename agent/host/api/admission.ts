import { digestOf } from '../../usecases/digest.ts';
import { actorOf, admit, giveOverrideBack } from '../../usecases/operators/admit.ts';
import { callerOf } from '../../usecases/operators/caller.ts';
import type { FastifyRequest } from 'fastify';
import type { Right } from '../../domain/operators/right.ts';
import type { Override } from '../../ports/operators.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { AdmitRefusal } from '../../usecases/operators/admit.ts';
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
  enter(call: AnyCall): { readonly ok: true; readonly call: AnyCall; readonly override?: Override } | AdmissionRefusal;
  /** What was refused did nothing: its approval is good for another call */
  leave(reply: Reply<unknown>, override: Override | undefined): void;
}

export function admissionOf(desk: OperatorDesk, route: Pick<Route, 'right' | 'finishesReceipt'>, request: FastifyRequest): Admission {
  const token = header(request, sessionHeader);
  const overrideId = header(request, overrideHeader);
  const { right } = route;
  const caller = (): Caller | Refusal<'session-expired'> => callerOf(desk, request.tillClient, token, route.finishesReceipt);
  const withToken = (call: AnyCall, actor: Actor): AnyCall => ({ ...call, actor, ...(token === undefined ? {} : { sessionToken: token }) });
  return {
    early() {
      if (right === 'anyone') return undefined;
      const who = caller();
      if ('ok' in who) return who;
      return typeof right === 'function' || overrideId !== undefined ? undefined : refusalOf(admit(desk, who, right, undefined, ''));
    },
    enter(call) {
      const who = caller();
      // Whoever may do it may do it with a session that has ended, too.
      if (right === 'anyone') return { ok: true, call: withToken(call, 'ok' in who ? {} : actorOf(who)) };
      if ('ok' in who) return who;
      const needed: Right = typeof right === 'function' ? right(call) : right;
      const admitted = admit(desk, who, needed, overrideId, overrideId === undefined ? '' : digestOf({ target: call.target, key: call.idempotencyKey, body: call.body ?? null }));
      if (!admitted.ok) return admitted;
      if (token !== undefined) desk.sessions.touch(token, desk.clock.now().atMs);
      return { ok: true, call: withToken(call, admitted.actor), ...(admitted.override === undefined ? {} : { override: admitted.override }) };
    },
    leave(reply, override) {
      if (override !== undefined && 'code' in reply) giveOverrideBack(desk, override);
    },
  };
}

function refusalOf(admitted: ReturnType<typeof admit>): AdmitRefusal | undefined {
  return admitted.ok ? undefined : admitted;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
