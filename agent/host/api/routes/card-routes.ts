import Type from 'typebox';
import { ActivateRequest, BindRequest, BlockRequest, CardDone, CardsDone, CardView, IssueRequest, ReplaceRequest, UnblockRequest } from '../../../contract/card.ts';
import { Strict } from '../../../domain/scalars.ts';
import { activateCards } from '../../../usecases/activate-cards.ts';
import { bindCard } from '../../../usecases/bind-card.ts';
import { cardSubject } from '../../../usecases/card-subject.ts';
import { blockCard } from '../../../usecases/block-card.ts';
import { issueCards } from '../../../usecases/issue-cards.ts';
import { replaceCard } from '../../../usecases/replace-card.ts';
import { showCard } from '../../../usecases/show-card.ts';
import { watchLookUp } from '../../../usecases/limits/watch-points.ts';
import { unblockCard } from '../../../usecases/unblock-card.ts';
import { cardView } from '../../views/card-view.ts';
import { limitWarnings } from '../../views/limit-warnings.ts';
import { route, type Call, type Route } from '../route.ts';
import { manyCards, oneCard, told } from './card-reply.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { CardOutcome, DoneCards, RememberCards } from '../../../usecases/card-outcome.ts';
import type { Actor } from '../../../domain/operators/actor.ts';
import type { ApiServices } from '../services.ts';

const always: readonly ProblemCode[] = ['not-ready', 'card-number-wrong', 'card-unknown', 'card-state-wrong', 'journal-unavailable'];

export function cardRoutes(services: ApiServices): Route[] {
  const { till, idempotency } = services;
  /** Runs a use case under the request's key, and answers what was done. */
  const run = <Body>(call: Call<unknown, unknown, unknown>, answer: (services: ApiServices, done: DoneCards) => Body, work: (by: { by: Actor; remember: RememberCards }) => CardOutcome) =>
    idempotency.run(call, async (remember) => {
      const body = (done: DoneCards): Body => answer(services, done);
      return told(services, work({ by: call.actor, remember: (done) => remember(body(done)) }), body);
    });
  /** A list of cards may be approved at once; a pack is one thing. */
  const approvedAs = ({ body }: { readonly body: object }): { subject?: string } =>
    ('cardNumber' in body && typeof body.cardNumber === 'string' ? { subject: cardSubject(till.activeBundle(), body.cardNumber) } : {});
  return [
    route({
      method: 'POST',
      path: '/v1/cards/issue',
      right: 'card-issue',
      approvedAs,
      summary: 'Issue a blank, a pack of them, or a virtual card',
      body: IssueRequest,
      answer: CardsDone,
      needsIdempotencyKey: true,
      problems: [...always, 'card-taken', 'card-other-account', 'account-unknown', 'number-pool-empty', 'pack-too-large', 'pack-not-consecutive'],
      handle: (call) => run(call, manyCards, (by) => issueCards(till, { ...call.body, ...by })),
    }),
    route({
      method: 'POST',
      path: '/v1/cards/activate',
      right: 'card-activate',
      approvedAs,
      summary: 'Let a card, or a pack of cards, spend points',
      body: ActivateRequest,
      answer: CardsDone,
      needsIdempotencyKey: true,
      problems: [...always, 'registration-required', 'pack-too-large', 'pack-not-consecutive'],
      handle: (call) => run(call, manyCards, (by) => activateCards(till, { ...call.body, ...by })),
    }),
    route({
      method: 'POST',
      path: '/v1/cards/bind',
      right: 'card-bind',
      approvedAs,
      summary: 'Give a customer one more card',
      body: BindRequest,
      answer: CardDone,
      needsIdempotencyKey: true,
      problems: [...always, 'card-other-account', 'account-unknown'],
      handle: (call) => run(call, oneCard, (by) => bindCard(till, { ...call.body, ...by })),
    }),
    route({
      method: 'POST',
      path: '/v1/cards/replace',
      right: 'card-replace',
      approvedAs,
      summary: 'Put a new card in the place of an old one; the balance follows',
      body: ReplaceRequest,
      answer: CardDone,
      needsIdempotencyKey: true,
      problems: [...always, 'card-taken'],
      handle: (call) => run(call, oneCard, (by) => replaceCard(till, { ...call.body, ...by })),
    }),
    route({
      method: 'POST',
      path: '/v1/cards/block',
      right: 'card-block',
      approvedAs,
      summary: 'Block a card, or let it only earn',
      body: BlockRequest,
      answer: CardDone,
      needsIdempotencyKey: true,
      problems: always,
      handle: (call) => run(call, oneCard, (by) => blockCard(till, { level: 'blocked', ...call.body, ...by })),
    }),
    route({
      method: 'POST',
      path: '/v1/cards/unblock',
      right: 'card-unblock',
      approvedAs,
      summary: 'Lift the block that is named',
      body: UnblockRequest,
      answer: CardDone,
      needsIdempotencyKey: true,
      problems: [...always, 'block-unknown'],
      handle: (call) => run(call, oneCard, (by) => unblockCard(till, { ...call.body, ...by })),
    }),
    route({
      method: 'GET',
      path: '/v1/cards/{number}',
      right: 'customer-look-up',
      lifts: ['limit-override'],
      summary: 'A card: its state, its customer, their points and what they did last',
      params: Strict({ number: Type.String({ minLength: 1, maxLength: 64 }) }),
      answer: CardView,
      problems: ['not-ready', 'card-number-wrong', 'card-unknown', 'limit-reached'],
      handle: ({ params, actor, liftsLimits }) => {
        const watched = watchLookUp(till, params.number, { by: actor, liftsLimits: liftsLimits === true });
        if ('ok' in watched) return watched;
        const shown = showCard(till, params.number);
        if (!shown.ok) return shown;
        const { atMs: nowMs } = till.clock.now();
        const { localDate } = till.clock.businessTime(nowMs, shown.compiled.bundle.timeZone);
        return { body: { ...cardView(shown, { nowMs, localDate, journalId: till.journal.journalId }), ...limitWarnings(shown.compiled, watched) } };
      },
    }),
  ];
}
