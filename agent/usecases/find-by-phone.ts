import { normalisePhone } from '../domain/customer/phone.ts';
import type { Card } from '../domain/cards/card.ts';
import type { Account } from '../domain/customer/account.ts';
import type { FoundPerson } from '../ports/directory.ts';
import { accountNow, type AccountNow } from './customer-state.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** How a client names a customer who was found without a card: `account:` and the account's id, with `identifiedBy` `phone`. */
export const accountCode = 'account:';

/** One of the customers with a telephone number, for a cashier to choose. */
export interface FoundCustomer {
  readonly accountId: string;
  readonly givenName?: string;
  readonly tier?: string;
  readonly cardEndings: readonly string[];
  readonly isVerified: boolean;
  /** This till has the customer: a sale may name them */
  readonly isHere: boolean;
}

export interface FoundByPhone {
  readonly ok: true;
  readonly phone: string;
  /** The centre was asked too, and answered */
  readonly isAnsweredByCentre: boolean;
  readonly customers: readonly FoundCustomer[];
}

/** All customers with this number: those that this till knows, and where the centre can be asked, those that it knows. */
export async function findCustomers(till: Till, typed: string, exceptAccountId?: string): Promise<FoundByPhone | Refusal<'phone-malformed'>> {
  const phone = normalisePhone(typed);
  if (phone === undefined) return { ...refuse('phone-malformed', 'This is no telephone number.'), path: '/phone' };
  const elsewhere = await till.directory.findByPhone(phone, till.budgets.lookUpMs);
  const here = accountsOfPhone(till, phone).map(({ account }) => hereOf(account));
  const known = new Set(here.map(({ accountId }) => accountId));
  const others = (elsewhere ?? []).filter(({ accountId }) => !known.has(accountId)).map((person) => elsewhereOf(till, person));
  return { ok: true, phone, isAnsweredByCentre: elsewhere !== undefined, customers: [...here, ...others].filter(({ accountId }) => accountId !== exceptAccountId) };
}

/** Accounts of the cache with this number, as they are now. */
export function accountsOfPhone(till: Till, phone: string): AccountNow[] {
  const ids = till.phones.hashesOf(phone).flatMap((hash) => till.cache.findByPhone(hash).map(({ account }) => account.accountId));
  return [...new Set(ids)].flatMap((accountId) => accountNow(till, accountId) ?? []);
}

/** The card that counts most: one that may spend before one that earns only. Undefined where there is none. */
export function bestCard(account: Account): Card | undefined {
  return countingCards(account)[0];
}

const byWorth: readonly Card['state'][] = ['active', 'restricted', 'issued'];

function countingCards({ cards }: Account): Card[] {
  return byWorth.flatMap((wanted) => cards.filter(({ state }) => state === wanted));
}

function hereOf(account: Account): FoundCustomer {
  const { accountId, givenName, tier, phone } = account;
  return { accountId, ...(givenName === undefined ? {} : { givenName }), tier, cardEndings: countingCards(account).map(({ number }) => number.slice(-4)), isVerified: phone?.verified === true, isHere: true };
}

function elsewhereOf(till: Till, { accountId, givenName, cardEndings, isVerified }: FoundPerson): FoundCustomer {
  return { accountId, ...(givenName === undefined ? {} : { givenName }), cardEndings, isVerified, isHere: accountNow(till, accountId) !== undefined };
}
