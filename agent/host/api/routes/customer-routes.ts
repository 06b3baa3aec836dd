/** Persons behind cards: registered, found by telephone, changed; their favourite category, points by hand, the code that proves a telephone. */
import Type from 'typebox';
import {
  AdjustRequest, AdjustView, ChangedView, ChangeRequest, FavouriteRequest, FavouriteView, FoundCustomers, QuestionnairesView, RegisteredView, RegisterRequest, VerifyRequest, VerifyView,
} from '../../../contract/customer.ts';
import { CardsOfCustomer } from '../../../contract/card.ts';
import { normalisePhone } from '../../../domain/customer/phone.ts';
import { Id, Strict } from '../../../domain/scalars.ts';
import { adjustPoints } from '../../../usecases/adjust-points.ts';
import { cardsOfAccount } from '../../../usecases/cards-of-account.ts';
import { chooseFavourite, customerUnknown } from '../../../usecases/choose-favourite.ts';
import { accountNow } from '../../../usecases/customer-state.ts';
import { accountCode, findCustomers } from '../../../usecases/find-by-phone.ts';
import { watchLookUp } from '../../../usecases/limits/watch-points.ts';
import { notReady } from '../../../usecases/outcome.ts';
import { changeCustomer } from '../../../usecases/register-customer.ts';
import { cardOfCustomer } from '../../views/cards-of-customer-view.ts';
import { limitWarnings } from '../../views/limit-warnings.ts';
import { foundCustomerView } from '../../views/found-customer-view.ts';
import { questionnairesView } from '../../views/questionnaires-view.ts';
import { route } from '../route.ts';
import { registerReply } from './register-reply.ts';
import { verifyReply } from './verify-reply.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const CustomerParams = Strict({ accountId: Id });
const PhoneQuery = Strict({ phone: Type.String({ minLength: 1, maxLength: 40 }) });
const questionnaireProblems = ['not-ready', 'phone-malformed', 'questionnaire-invalid', 'nothing-to-change', 'sealing-key-unknown', 'journal-unavailable'] as const;

export function customerRoutes({ till, idempotency }: ApiServices): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/questionnaire',
      right: 'anyone',
      summary: 'What the chain asks its customers, what they may choose, and why points may be adjusted',
      answer: QuestionnairesView,
      problems: ['not-ready'],
      handle: () => {
        const compiled = till.activeBundle();
        return compiled === undefined ? notReady() : { body: questionnairesView(compiled) };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers',
      right: 'customer-look-up',
      lifts: ['limit-override'],
      summary: 'Customers with a telephone number, to choose one of',
      query: PhoneQuery,
      answer: FoundCustomers,
      problems: ['phone-malformed', 'limit-reached'],
      handle: async ({ query, actor, liftsLimits }) => {
        const watched = watchLookUp(till, normalisePhone(query.phone) ?? query.phone, { by: actor, liftsLimits: liftsLimits === true });
        if ('ok' in watched) return watched;
        const found = await findCustomers(till, query.phone);
        if (!found.ok) return found;
        const compiled = till.activeBundle();
        return { body: { ...limitWarnings(compiled, watched), phone: found.phone, source: found.isAnsweredByCentre ? 'centre' as const : 'cache' as const, customers: found.customers.map((customer) => foundCustomerView(compiled, customer)) } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/customers',
      right: 'customer-register',
      summary: 'Register a person for a card, for an account, or for a new account',
      body: RegisterRequest,
      answer: RegisteredView,
      needsIdempotencyKey: true,
      problems: [...questionnaireProblems, 'questionnaire-unknown', 'customer-unknown', 'phone-taken', 'bad-request'],
      handle: (call) => idempotency.run(call, async (remember) => await registerReply(till, call.body, call.actor, remember)),
    }),
    route({
      method: 'PATCH',
      path: '/v1/customers/{accountId}',
      right: 'customer-change',
      summary: 'Change some fields of a registered person; the same again changes nothing more',
      params: CustomerParams,
      body: ChangeRequest,
      answer: ChangedView,
      problems: [...questionnaireProblems, 'customer-unknown'],
      handle: ({ params, body, actor }) => {
        const account = accountNow(till, params.accountId)?.account;
        if (account === undefined) return customerUnknown();
        const outcome = changeCustomer(till, { accountId: account.accountId, change: body, by: actor });
        return outcome.ok ? { body: { accountId: outcome.accountId, opId: outcome.opId } } : outcome;
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers/{accountId}/cards',
      right: 'customer-look-up',
      lifts: ['limit-override'],
      showsMoreTo: 'card-block',
      summary: "All cards of a customer; their numbers only for those who may block them",
      params: CustomerParams,
      answer: CardsOfCustomer,
      problems: ['customer-unknown', 'limit-reached'],
      handle: ({ params, actor, liftsLimits, seesMore }) => {
        const watched = watchLookUp(till, accountCode + params.accountId, { by: actor, liftsLimits: liftsLimits === true });
        if ('ok' in watched) return watched;
        const found = accountNow(till, params.accountId);
        if (found === undefined) return customerUnknown();
        return { body: { accountId: found.account.accountId, cards: cardsOfAccount(till, found).map((one) => cardOfCustomer(one, seesMore === true)), ...limitWarnings(till.activeBundle(), watched) } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/customers/{accountId}/favourite',
      right: 'favourite',
      summary: "Choose the customer's favourite category",
      params: CustomerParams,
      body: FavouriteRequest,
      answer: FavouriteView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'customer-unknown', 'favourite-chosen-already', 'favourite-not-offered', 'journal-unavailable'],
      handle: (call) => idempotency.run(call, async (remember) => {
        const outcome = chooseFavourite(till, { ...call.params, ...call.body, by: call.actor, remember: ({ ok: _ok, ...body }) => remember(body) });
        if (!outcome.ok) return await Promise.resolve(outcome);
        const { ok: _ok, ...body } = outcome;
        return { body };
      }),
    }),
    route({
      method: 'POST',
      path: '/v1/customers/{accountId}/adjust',
      right: 'points-adjust',
      summary: 'Give a customer points, or take some, for a reason of the programme',
      params: CustomerParams,
      body: AdjustRequest,
      answer: AdjustView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'customer-unknown', 'adjustments-not-allowed', 'adjustment-over-limit', 'adjustment-below-zero', 'adjustment-reason-unknown', 'journal-unavailable'],
      handle: (call) => idempotency.run(call, async (remember) => {
        const outcome = adjustPoints(till, { ...call.params, ...call.body, by: call.actor, remember: ({ ok: _ok, ...body }) => remember(body) });
        if (!outcome.ok) return await Promise.resolve(outcome);
        const { ok: _ok, ...body } = outcome;
        return { body };
      }),
    }),
    route({
      method: 'POST',
      path: '/v1/customers/{accountId}/verify',
      right: 'customer-change',
      summary: 'Have a code sent to the customer, or give the code back',
      params: CustomerParams,
      body: VerifyRequest,
      answer: VerifyView,
      needsIdempotencyKey: true,
      problems: ['bad-request', 'not-ready', 'phone-malformed', 'phone-missing', 'phone-never-confirmed', 'customer-unknown', 'too-many-codes', 'code-wrong', 'code-expired', 'verification-unknown', 'centre-unreachable'],
      handle: (call) => idempotency.run(call, async () => await verifyReply(till, call.params.accountId, call.body)),
    }),
  ];
}
