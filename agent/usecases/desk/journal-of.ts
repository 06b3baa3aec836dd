import { cardsNow } from '../cards-now.ts';
import { cardSubject } from '../card-subject.ts';
import { accountNow } from '../customer-state.ts';
import type { NewestQuery } from '../../ports/journal-reader.ts';
import type { Till } from '../till.ts';

/** Whom the journal is asked about. Somebody whom this till has never heard of has done nothing here: then nothing is found. */
export function journalOf(till: Till, { accountId, card }: { readonly accountId: string | undefined; readonly card: string | undefined }): Pick<NewestQuery, 'accountIds' | 'cardNumber' | 'isOfBoth'> {
  const asked = accountId === undefined ? {} : { accountIds: idsOf(till, accountId) };
  if (card === undefined) return asked;
  const cardNumber = cardSubject(till.activeBundle(), card);
  if (accountId !== undefined) return { ...asked, cardNumber, isOfBoth: true };
  const whose = cardsNow(till, [cardNumber]).cards.get(cardNumber)?.accountId;
  return { accountIds: whose === undefined ? [] : idsOf(till, whose), cardNumber };
}

function idsOf(till: Till, accountId: string): string[] {
  const account = accountNow(till, accountId)?.account;
  return [...new Set([accountId, ...(account === undefined ? [] : [account.accountId, ...(account.mergedIds ?? [])])])];
}
