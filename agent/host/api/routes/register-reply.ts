import { activationFault } from '../../../domain/customer/registration.ts';
import { readCardOf } from '../../../domain/cards/card-number.ts';
import { customerUnknown } from '../../../usecases/choose-favourite.ts';
import { accountNow, customerNow, type AccountNow } from '../../../usecases/customer-state.ts';
import { findCustomers } from '../../../usecases/find-by-phone.ts';
import { notReady, refuse, type Refusal } from '../../../usecases/outcome.ts';
import { registerCustomer, type CustomerDone } from '../../../usecases/register-customer.ts';
import { foundCustomerView } from '../../views/found-customer-view.ts';
import type { FoundCustomer, RegisteredView, RegisterRequest } from '../../../contract/customer.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { CompiledBundle } from '../../../domain/bundle/compiled.ts';
import type { Actor } from '../../../domain/operators/actor.ts';
import type { Till } from '../../../usecases/till.ts';
import type { Remember } from '../idempotency.ts';
import type { Reply } from '../route.ts';

/** Registers a person: whose account it is, who else has the telephone, and what is still missing before a card of theirs is activated. */
export async function registerReply(till: Till, { cardCode, accountId, questionnaireId, refuseDuplicates, ...change }: RegisterRequest, by: Actor, remember: Remember): Promise<Reply<RegisteredView>> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  if (cardCode !== undefined && accountId !== undefined) return { ...refuse('bad-request', 'A card or an account is named, not both.'), path: '/accountId' };
  const whose = accountToRegister(till, compiled, { cardCode, accountId });
  if ('code' in whose) return whose;
  const { phone } = change;
  const found = phone === undefined || phone === null ? undefined : await findCustomers(till, phone.number, whose.account?.accountId);
  if (found?.ok === false) return { ...found, path: '/phone/number' };
  const duplicates = (found?.customers ?? []).map((customer) => foundCustomerView(compiled, customer));
  if (refuseDuplicates === true && duplicates.length > 0) return refuse('phone-taken', 'Another customer has this telephone. Choose that customer, or register without refuseDuplicates.', { customers: duplicates });
  const viewOf = (done: CustomerDone): RegisteredView => registeredView(compiled, whose.account, done, duplicates);
  const outcome = registerCustomer(till, {
    change, by,
    ...(whose.account === undefined ? {} : { accountId: whose.account.accountId }),
    ...(questionnaireId === undefined ? {} : { questionnaireId }),
    remember: (done) => remember(viewOf(done)),
  });
  return outcome.ok ? { body: viewOf(outcome) } : outcome;
}

/** The account that is named; none where a new one is to be made. */
function accountToRegister(till: Till, { bundle }: CompiledBundle, { cardCode, accountId }: { cardCode: string | undefined; accountId: string | undefined }): { account?: AccountNow['account'] } | Refusal<ProblemCode> {
  if (cardCode !== undefined) {
    const card = readCardOf(bundle, cardCode);
    const found = card.ok ? customerNow(till, card.number) : undefined;
    return found === undefined ? { ...refuse('customer-unknown', 'This till knows no such card. Issue the card first, or register the customer without it.'), path: '/cardCode' } : { account: found.account };
  }
  if (accountId === undefined) return {};
  const found = accountNow(till, accountId);
  return found === undefined ? { ...customerUnknown(), path: '/accountId' } : { account: found.account };
}

function registeredView({ bundle }: CompiledBundle, before: AccountNow['account'] | undefined, { accountId, opId, questionnaireId, phone }: CustomerDone, duplicates: FoundCustomer[]): RegisteredView {
  const registeredWith = [...(before?.registeredWith ?? []), ...(questionnaireId === undefined ? [] : [questionnaireId])];
  const activation = activationFault(bundle, { registeredWith, ...(before?.phone === undefined ? {} : { phone: before.phone }) });
  return {
    accountId,
    opId,
    ...(questionnaireId === undefined ? {} : { questionnaireId }),
    duplicates,
    ...(phone === undefined ? {} : { confirmation: bundle.phoneConfirmation?.when ?? 'never' }),
    ...(activation === undefined ? {} : { activation }),
  };
}
