import { isBare } from '../domain/customer/bare-account.ts';
import { accountKnown } from './account-known.ts';
import { changeCard, type CardWish } from './change-card.ts';
import type { CardOutcome } from './card-outcome.ts';
import { accountNow, customerNow } from './customer-state.ts';
import { refuse } from './outcome.ts';
import { readCard } from './read-card.ts';
import type { Till } from './till.ts';

/** The customer: by account, or by another card of theirs. */
export type BindWish = CardWish & ({ readonly accountId: string } | { readonly otherCardNumber: string });

/** One more card for a customer: a blank, or a card whose own account nobody has used. It is activated like any other. */
export function bindCard(till: Till, wish: BindWish): CardOutcome {
  const owner = ownerOf(till, wish);
  if (!owner.ok) return owner;
  const { accountId } = owner;
  return changeCard(till, wish, ({ card, action }) => {
    if (card !== undefined && card.accountId !== accountId && !leavesNothing(till, card.accountId, card.number)) {
      return refuse('card-other-account', 'This card has a customer or points of its own. The office can make one customer of two.', { cardNumber: card.number });
    }
    return { kind: 'card-bound', schema: 1, payload: { ...action, accountId } };
  });
}

/** Whether nobody would miss the account that the card leaves. */
export function leavesNothing(till: Till, accountId: string, cardNumber: string): boolean {
  const left = accountNow(till, accountId)?.account;
  return left === undefined || isBare(left, cardNumber);
}

function ownerOf(till: Till, wish: BindWish): { ok: true; accountId: string } | Extract<CardOutcome, { ok: false }> {
  if ('accountId' in wish) {
    const accountId = accountNow(till, wish.accountId)?.account.accountId ?? wish.accountId;
    return accountKnown(till, accountId) ? { ok: true, accountId } : refuse('account-unknown', 'This till knows no such customer.', { accountId });
  }
  const compiled = till.activeBundle();
  if (compiled === undefined) return refuse('not-ready', 'This till has not yet received the loyalty programme from the centre.');
  const read = readCard(compiled, wish.otherCardNumber, '/otherCardNumber');
  if (!read.ok) return read;
  const found = customerNow(till, read.number);
  return found === undefined ? refuse('account-unknown', 'Nobody here knows the other card of the customer.', { cardNumber: read.number }) : { ok: true, accountId: found.account.accountId };
}
