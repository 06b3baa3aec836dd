import { favouriteFault, type FavouriteFault } from '../domain/customer/favourite.ts';
import { favouriteUntil } from '../domain/customer/favourite-rules.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { IdempotentAnswer } from '../ports/journal.ts';
import { actionNow } from './action-now.ts';
import { accountNow } from './customer-state.ts';
import { notReady, refuse, type Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface FavouriteInput {
  readonly accountId: string;
  readonly categoryId: string;
  readonly by?: Actor;
  readonly remember?: (done: FavouriteDone) => IdempotentAnswer;
}

export interface FavouriteDone { readonly ok: true; readonly opId: string; readonly accountId: string; readonly categoryId: string; readonly from: string; readonly until: string }
export type FavouriteCode = 'not-ready' | 'customer-unknown' | 'favourite-not-offered' | 'favourite-chosen-already';

const refusals: Readonly<Record<FavouriteFault, { code: FavouriteCode; detail: string }>> = {
  'category-not-offered': { code: 'favourite-not-offered', detail: 'The programme does not offer this category as a favourite.' },
  'chosen-already': { code: 'favourite-chosen-already', detail: 'The customer has chosen this month already; they may choose again next month.' },
};

/** The customer chooses a favourite category: it counts at once at this till. Of two tills that were apart the first choice by time stays. */
export function chooseFavourite(till: Till, { accountId: named, categoryId, by, remember }: FavouriteInput): FavouriteDone | Refusal<FavouriteCode> {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return notReady();
  const account = accountNow(till, named)?.account;
  if (account === undefined) return customerUnknown();
  const { now, fields, named: bundleNamed } = actionNow(till, bundle, by);
  const from = fields.time.localDate;
  const rules = bundle.favourite;
  const fault = rules === undefined ? 'category-not-offered' : favouriteFault(rules, account, categoryId, from);
  if (rules === undefined || fault !== undefined) {
    const { code, detail } = refusals[fault ?? 'category-not-offered'];
    return { ...refuse(code, detail), path: '/categoryId' };
  }
  const { accountId } = account;
  const until = favouriteUntil(rules, from);
  const opId = till.ids.next();
  const done: FavouriteDone = { ok: true, opId, accountId, categoryId, from, until };
  till.journal.append(
    [{ kind: 'favourite-chosen', schema: 1, opId, payload: { ...fields, accountId, bundle: bundleNamed, categoryId, from, until, effects: [] } }],
    now, remember === undefined ? {} : { idempotent: remember(done) },
  );
  return done;
}

export function customerUnknown(): Refusal<'customer-unknown'> {
  return refuse('customer-unknown', 'This till knows no such customer. Look the customer up by card or telephone first.');
}
