import type { CardTill } from './journal-cards.ts';

/** Is there such an account, as far as this till knows: the centre told of it, or it was made here? */
export function accountKnown({ cache, journal }: Pick<CardTill, 'cache' | 'journal'>, accountId: string): boolean {
  return cache.findById(accountId) !== undefined || journal.operationsOfAccount(accountId, 0).length > 0;
}
