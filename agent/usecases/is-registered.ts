import type { Bundle } from '../domain/bundle/bundle.ts';
import type { Journal } from '../ports/journal.ts';
import type { AccountNow } from './customer-state.ts';

/**
 * Has the chain this customer's answers, as far as this till knows: the centre told so, or they were taken here and the centre has not told of it yet. Where
 * the chain asks nothing, whoever has a name or a telephone is registered.
 */
export function isRegistered(journal: Pick<Journal, 'operationsOfAccount'>, { questionnaires = [] }: Pick<Bundle, 'questionnaires'>, { account, through }: AccountNow): boolean {
  const { accountId, mergedIds = [], registeredWith = [], givenName, phone } = account;
  if (registeredWith.length > 0 || (questionnaires.length === 0 && (givenName ?? phone) !== undefined)) return true;
  return [accountId, ...mergedIds].some((id) => journal.operationsOfAccount(id, through).some(({ kind }) => kind === 'customer-registered'));
}
