/**
 * One table of routes drives the server and /openapi.json: what is described is what is checked.
 */
import type Type from 'typebox';
import { Strict } from '../../domain/scalars.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { Right } from '../../domain/operators/right.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import type { IdempotentAnswer } from '../../ports/journal.ts';
import type { ApprovedCall } from '../../usecases/operators/admit.ts';
import type { ClientKind } from '../../usecases/operators/caller.ts';
import type { Refusal } from '../../usecases/outcome.ts';

/** Who calls: a program with one of the tokens, or the page with its cookie. */
export type Client = ClientKind;

export interface Call<Params, Query, Body> {
  readonly client: Client;
  /** Who is signed in, and who approved it */
  readonly actor: Actor;
  /** Who is signed in has, by themselves and at this client, the right that the route shows more to */
  readonly seesMore?: boolean;
  /** A second person said that limits against fraud do not count for this call */
  readonly liftsLimits?: boolean;
  /** A second person said that the customer of this call is who the card says */
  readonly vouches?: boolean;
  /** Of who is signed in, as it was sent: it may have ended */
  readonly sessionToken?: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Set where the route asks for it */
  readonly idempotencyKey: string;
  /** Method and path with the ids in it: part of what an idempotency key stands for */
  readonly target: string;
}

/** What a handler answers: a body (200), a refusal that becomes a problem, the stored answer of an earlier request, or a file. */
export type Reply<Body> = { readonly body: Body } | Refusal<ProblemCode> | { readonly stored: IdempotentAnswer } | { readonly file: AnsweredFile };

/** An answer that is no JSON, to be kept under a name. */
export interface AnsweredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** Where what is asked for says which right is needed. All that it can be are named, so that /openapi.json and the tests know of each. */
export interface DependingRight<Asked, Some extends Right = Right> {
  readonly oneOf: readonly Some[];
  /** Several: all of them are needed */
  of(call: Asked): Some | readonly Some[];
}

/** One right, none, or those that what is asked for needs. */
export type NeededRight<Asked, Some extends Right = Right> = Some | 'anyone' | DependingRight<Asked, Some>;

/** What a second person may lend beside a call's own right: no limit against fraud is in its way, or the customer is who the card says. */
export type Lift = 'limit-override' | 'identity-override';

type ApprovedAs<Asked> = (call: Asked) => Pick<ApprovedCall, 'intent' | 'subject'>;

export const NoFields = Strict({});

export interface Route {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** With `{name}` for parameters, as OpenAPI writes it */
  readonly path: string;
  readonly summary: string;
  /** Needs no token */
  readonly open: boolean;
  /** What its caller must be allowed; `anyone` may make it who was let in */
  readonly right: NeededRight<Call<unknown, unknown, unknown>>;
  readonly lifts: readonly Lift[];
  /** Who has this right is told more than others are */
  readonly showsMoreTo?: Right;
  /** It says what is printed already: a session that idled out meanwhile still makes it */
  readonly finishesReceipt: boolean;
  /** It says itself what the stripe of a card is; other calls refuse that of a bank card unread */
  readonly readsTracks: boolean;
  /** What an approval sees in a call: what it is a step of, and what it is about */
  readonly approvedAs?: ApprovedAs<Call<unknown, unknown, unknown>>;
  readonly params: Type.TSchema;
  readonly query: Type.TSchema;
  readonly body?: Type.TSchema;
  readonly answer: Type.TSchema;
  /** Of a file */
  readonly answerMediaType?: string;
  readonly problems: readonly ProblemCode[];
  readonly needsIdempotencyKey: boolean;
  handle(call: Call<unknown, unknown, unknown>): Reply<unknown> | Promise<Reply<unknown>>;
}

interface RouteDefinition<Params extends Type.TSchema, Query extends Type.TSchema, Body extends Type.TSchema, Answer extends Type.TSchema, Needed extends Right> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly open?: true;
  readonly right: NeededRight<Call<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>, Needed>;
  readonly lifts?: readonly Lift[];
  readonly showsMoreTo?: Right;
  readonly finishesReceipt?: true;
  readonly readsTracks?: true;
  readonly approvedAs?: ApprovedAs<Call<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>>;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly answerMediaType?: string;
  readonly problems?: readonly ProblemCode[];
  readonly needsIdempotencyKey?: true;
  handle(call: Call<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>): Reply<Type.Static<Answer>> | Promise<Reply<Type.Static<Answer>>>;
}

function neededRight<Params, Query, Body>(right: NeededRight<Call<Params, Query, Body>>): Route['right'] {
  return typeof right === 'object' ? { oneOf: right.oneOf, of: (call) => right.of(call as Call<Params, Query, Body>) } : right;
}

/** Types a handler by its schemas. The server has checked the call against them before the handler sees it. */
export function route<
  Answer extends Type.TSchema,
  Params extends Type.TSchema = typeof NoFields,
  Query extends Type.TSchema = typeof NoFields,
  Body extends Type.TSchema = typeof NoFields,
  const Needed extends Right = Right,
>(definition: RouteDefinition<Params, Query, Body, Answer, Needed>): Route {
  const { approvedAs, showsMoreTo } = definition;
  return {
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    open: definition.open === true,
    right: neededRight(definition.right),
    lifts: definition.lifts ?? [],
    ...(showsMoreTo === undefined ? {} : { showsMoreTo }),
    finishesReceipt: definition.finishesReceipt === true,
    readsTracks: definition.readsTracks === true,
    ...(approvedAs === undefined ? {} : { approvedAs: (call) => approvedAs(call as Call<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>) }),
    params: definition.params ?? NoFields,
    query: definition.query ?? NoFields,
    ...(definition.body === undefined ? {} : { body: definition.body }),
    answer: definition.answer,
    ...(definition.answerMediaType === undefined ? {} : { answerMediaType: definition.answerMediaType }),
    problems: definition.problems ?? [],
    needsIdempotencyKey: definition.needsIdempotencyKey === true,
    handle: (call) => definition.handle(call as Call<Type.Static<Params>, Type.Static<Query>, Type.Static<Body>>),
  };
}
