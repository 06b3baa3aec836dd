import type { CardTill } from './journal-cards.ts';

/** Has the chain this customer's answers, as far as this till knows: the centre told so, or they were taken here. */
export function isRegistered({ cache, journal }: Pick<CardTill, 'cache' | 'journal'>, accountId: string): boolean {
  const account = cache.findById(accountId)?.account;
  if ((account?.registeredWith ?? []).length > 0) return true;
  return [accountId, ...(account?.mergedIds ?? [])].some((id) => journal.operationsOfAccount(id, 0).some(({ kind }) => kind === 'customer-registered'));
}
